"""The definitions here are what commands are run on; their cases are no tests of ours."""

collect_ignore_glob = ["*/*/cases/*.yaml"]
