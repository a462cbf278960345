"""One contract for showing a clip, kept by libVLC, Qt Multimedia and a fake."""
