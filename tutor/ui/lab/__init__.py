"""The lab's model for the screen: what is selected, what is drawn of the network, which panels there are."""
