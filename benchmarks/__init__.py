"""Speed and memory, each printed beside a peer or the bare minimum of the same run."""
