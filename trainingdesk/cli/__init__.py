"""The command line: what scripts, tests and the curious call.

Options stand after the name of the command. Exit status: 0 done, 1 a check found something, 2
refused or wrong. With `--json` standard output holds JSON only; errors are one French sentence on
standard error.
"""

from trainingdesk.cli.program import program, run

__all__ = ["program", "run"]
