"""From completion records to certificates: opened, graded, pressed, registered, thousands at a time."""
