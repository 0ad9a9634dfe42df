"""The windows."""

from trainingdesk.desktop.lasting import keep_constants

keep_constants()
