"""The hats of a crew. A role is a hat, not a login: one person may wear several."""

from enum import StrEnum


class Role(StrEnum):
    """Role codes as crews abbreviate them."""

    PLANNER = "PLN"
    HOST = "HOST"
    SECOND_HOST = "HOST2"
    OPERATIONS_MANAGER = "MGR"
    EXECUTION = "EXE"
    TECHNICAL = "TEC"
    PROMOTER = "PRO"
    ANALYST = "ANA"
    CUSTOMER_SERVICE = "CS"
    EVERYBODY = "ALL"
