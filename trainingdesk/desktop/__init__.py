"""The windows."""

# What every window leans on is loaded before Qt, whose binding reads the source of each module that
# is imported after it.
import trainingdesk.services.outdated  # noqa: F401
from trainingdesk.desktop.lasting import keep_constants

keep_constants()
