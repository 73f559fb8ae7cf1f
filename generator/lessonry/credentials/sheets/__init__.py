"""The sheet of paper: its designs, words and fonts, compiled here or taken apart for the browser."""
