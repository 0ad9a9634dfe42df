"""The list of who was connected, as meeting tools export it: CSV or XLSX, in any order."""

from trainingdesk.interchange.meeting_lists.reading import MeetingList, read_meeting_list

__all__ = ["MeetingList", "read_meeting_list"]
