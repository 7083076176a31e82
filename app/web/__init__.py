"""The web side of the app: the patient's page and the JSON API."""
