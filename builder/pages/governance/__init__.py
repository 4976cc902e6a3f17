"""Pages about who works together, what they owe, spend and need, and what they have claimed."""
