"""What identifies a person stays in the house: placeholders go to the model, and come back as what they stand for."""

from tickets_service.privacy.known import Known
from tickets_service.privacy.pseudonyms import Pseudonyms
from tickets_service.privacy.streaming import Restorer

__all__ = ["Known", "Pseudonyms", "Restorer"]
