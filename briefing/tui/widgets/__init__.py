"""The parts of the workbench. They draw the model and hold nothing of their own."""
