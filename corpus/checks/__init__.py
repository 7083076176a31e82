"""What is wrong with a library, or should be looked at. Changes nothing, serves nothing."""
