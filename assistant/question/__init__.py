"""Owns questions: reading what is asked, of whom, about when, and what is taken for granted."""

from assistant.question.reading import MAX_QUESTION, read_question
from assistant.question.values import Act, Kind, Move, Presumption, Question, Saying

__all__ = ["MAX_QUESTION", "Act", "Kind", "Move", "Presumption", "Question", "Saying", "read_question"]
