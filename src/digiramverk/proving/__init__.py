"""Whether a framework does what it should: its cases, answers with what is to come of them, are run here.

Takes a framework and answers that have been read, and says what differs. Knows how to score and how targets
are held against outcomes; knows nothing of commands and of how anything is shown.
"""
