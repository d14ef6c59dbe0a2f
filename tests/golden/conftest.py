"""What stands here is input for commands: cases that are meant not to hold are no tests of pytest."""

collect_ignore_glob = ["*/plan/cases/*"]
