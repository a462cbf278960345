"""Files on disk: content, diary, programme and what leaves as CSV."""
