"""The command line: one thin module a command, and the border that turns every failure into a
sentence.
"""
