"""The person's page: what is held, why, who was told, how to pay, contest and prove a release."""
