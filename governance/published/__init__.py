"""What is official: the published list, the verdict, and the lists of the register."""
