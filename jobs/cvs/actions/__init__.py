from jobs.cvs.actions.answers import keep_words, save_answer, skip, step_back
from jobs.cvs.actions.pages import ask_for_pdf, render, try_again
from jobs.cvs.actions.printing import ask_to_print, mark_printed, open_to_print
from jobs.cvs.actions.sharing import share, stop_sharing

__all__ = [
    "ask_for_pdf",
    "ask_to_print",
    "keep_words",
    "mark_printed",
    "open_to_print",
    "render",
    "save_answer",
    "share",
    "skip",
    "step_back",
    "stop_sharing",
    "try_again",
]
