"""What a chat model is told: one Markdown file a stage. Empty while every answer is worded extractively."""
