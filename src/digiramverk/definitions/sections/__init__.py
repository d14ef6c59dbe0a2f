"""From checked data to the model, part by part, noting what the schema cannot know."""
