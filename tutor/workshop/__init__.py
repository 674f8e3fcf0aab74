"""What an instructor works with: checking, beginning, translating and previewing lessons."""
