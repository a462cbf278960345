"""What the patient and the physiotherapist see, one file a screen."""
