"""What conversations announce."""

from neighbourhood.foundation.events import signals

message_sent = signals.signal("message-sent", doc="Sender: the `Message` just stored.")
