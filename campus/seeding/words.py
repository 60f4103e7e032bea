"""The words of seeded plans, CVs and messages: plain, of one voice, and about nobody."""

# (what the person wants, the steps that lead there)
GOALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "I want to work in a kitchen",
        (
            "Pass Level 2 food safety",
            "Work in the prison kitchen for three months",
            "Learn to read a recipe and scale it",
            "Ask the kitchen manager for a reference",
        ),
    ),
    (
        "I want to read to my children",
        (
            "Meet the reading mentor twice a week",
            "Finish Turning Pages book one",
            "Record a bedtime story",
            "Read a letter from home without help",
        ),
    ),
    (
        "I want a construction site card",
        (
            "Pass the health and safety test",
            "Finish the bricklaying taster",
            "Fill in the card application",
            "Talk to a builder at the employer day",
        ),
    ),
    (
        "I want to drive lorries",
        (
            "Check my licence with the resettlement team",
            "Study the theory book",
            "Write to a haulage firm",
            "Find out what a medical costs",
        ),
    ),
    (
        "I want better maths",
        (
            "Take the starting assessment",
            "Come to maths twice a week",
            "Do Entry 3 practice papers",
            "Sit Level 1 maths",
        ),
    ),
    (
        "I want to run my own business",
        (
            "Finish the enterprise course",
            "Write down what it would cost to start",
            "Talk to a business mentor",
            "Make a plan on one page",
        ),
    ),
    (
        "I want to be a personal trainer",
        (
            "Join the gym instructor course",
            "Learn the names of the muscles",
            "Help at a gym induction",
            "Pass Level 2 gym instructing",
        ),
    ),
    (
        "I want to use a computer with confidence",
        (
            "Learn to type without looking",
            "Write a letter and print it",
            "Make a table of numbers",
            "Pass Entry 3 digital skills",
        ),
    ),
    (
        "I want to work with my hands",
        (
            "Come to the woodwork shop",
            "Make a stool from a drawing",
            "Learn the safety rules by heart",
            "Show new people how the tools work",
        ),
    ),
    (
        "I want to write better English",
        (
            "Take the starting assessment",
            "Keep a diary for a month",
            "Do a reading task every week",
            "Sit Level 1 English",
        ),
    ),
    (
        "I want to work in a warehouse",
        (
            "Pass the manual handling course",
            "Work in the stores",
            "Learn how a scanner works",
            "Practise a job interview",
        ),
    ),
    (
        "I want a home and a job near my family",
        ("Meet the housing adviser", "Open a bank account", "Finish my CV", "Ask about work close to home"),
    ),
    (
        "I want to help other people learn",
        (
            "Train as a reading mentor",
            "Sit in on three lessons",
            "Mentor one person for six weeks",
            "Write what I learned",
        ),
    ),
    (
        "I want to paint and decorate for a living",
        (
            "Finish the decorating course",
            "Paint one landing",
            "Learn how to price a room",
            "Get a reference from the tutor",
        ),
    ),
    (
        "I want to grow food and plants",
        ("Join the gardens party", "Learn what to sow each month", "Pass Level 1 horticulture", "Keep a garden diary"),
    ),
)
# What a goal leads to, where it is a qualification.
QUALIFICATIONS = {"I want better maths": "Level 1 maths", "I want to write better English": "Level 1 English"}
# Why a goal was put aside: plans.rules.goals.ArchiveReason, and the words of another reason.
ARCHIVED = (
    "PRISONER_NO_LONGER_WANTS_TO_WORK_TOWARDS_GOAL\t",
    "PRISONER_NO_LONGER_WANTS_TO_WORK_TOWARDS_GOAL\t",
    "PRISONER_NO_LONGER_WANTS_TO_WORK_WITH_CIAG\t",
    "SUITABLE_ACTIVITIES_NOT_AVAILABLE_IN_THIS_PRISON\t",
    "SUITABLE_ACTIVITIES_NOT_AVAILABLE_IN_THIS_PRISON\t",
    "OTHER\tHas another plan for work now",
)
# (a goal that somebody suggests, a first step)
SUGGESTED = (
    ("I want to be a barber", "Ask about the course"),
    ("I want to learn to cook", ""),
    ("I want to write to my son each week", "Get paper and stamps"),
    ("I want to run 5 km", "Go to the gym on Mondays"),
)
SESSION_WORDS = ("", "I want to talk about my course.", "I do not know what to do next.", "Can we look at my goals?")
NOTES = (
    "",
    "",
    "",
    "Said this at the first meeting.",
    "Wants to start as soon as there is a place.",
    "Reviewed together.",
)

# One list of answers for each question of the CV (jobs.cvs.rules.Question).
ANSWERS: dict[str, tuple[str, ...]] = {
    "wanted": (
        "I am looking for work in a warehouse.",
        "I want to work as a cook.",
        "I want to work on a building site.",
        "I am looking for work where I can be outside.",
        "I want to learn how to fit kitchens.",
        "I want to work as a driver when I have my licence.",
    ),
    "good-at": (
        "I work well in a team\nI turn up on time\nI learn fast",
        "I can fix bikes\nI am patient\nI keep things tidy",
        "I stay calm\nI am good with people\nI can lift and carry",
        "I paint well\nI measure with care\nI finish what I start",
    ),
    "last-job": (
        "Kitchen worker",
        "Driver for a shop",
        "Painter, working for myself",
        "Labourer for a builder",
        "Warehouse picker",
        "Cleaner in a school",
    ),
    "when": ("2019 to 2021", "2020 to 2022", "March 2018 to May 2020", "For 2 years", "2021 to 2023"),
    "did": (
        "I cooked lunch for 60 people\nI cleaned down each day",
        "I loaded the van\nI drove to 20 houses a day",
        "I mixed plaster\nI carried bricks\nI swept up",
        "I picked orders\nI drove the pump truck",
    ),
    "training": (
        "Food safety Level 2, 2025\nLevel 1 English, 2024",
        "Manual handling, 2025\nFirst aid at work, 2024",
        "Level 1 maths, 2025",
        "Health and safety in construction, 2025",
        "Level 2 gym instructing, 2024",
    ),
    "helping": (
        "I help people to read",
        "I show new workers what to do",
        "I speak up for my group",
        "I look after my mum's garden",
    ),
    "more": (
        "I like to cook for people",
        "I play chess and football",
        "I speak two languages",
        "I have a driving licence",
    ),
}

PURPOSES = (
    "Getting ready to go home",
    "Finding work",
    "Housing",
    "Staying in touch with family",
    "Money and debts",
    "Mentoring",
    "Staying well",
)
SUBJECTS = (
    "Next meeting",
    "My course",
    "Work when I leave",
    "A place to live",
    "My reference",
    "The forms you gave me",
)
FROM_LEARNER = (
    "Thank you for coming on Tuesday. When can we meet again?",
    "I have finished the first book. What should I read next?",
    "I filled in the form. Please can you check it?",
    "Is there still a place on the course in spring?",
    "I asked my tutor for a reference and she said yes.",
    "Can you find out if the firm near my mum takes people on?",
    "I passed my test. I wanted you to know.",
    "I am worried about where I will live. Can we talk about it?",
)
FROM_WORKER = (
    "Well done. I will come on Thursday at two.",
    "Yes, there is a place. I have put your name down.",
    "Thank you for the form. It is all there.",
    "Good news: they want to meet you. We will practise together.",
    "I spoke to housing. They will write to you this month.",
    "That is a good question. Let us talk when I visit.",
)
REFUSALS = ("PERSONAL_CONTACT_DETAILS", "THIRD_PARTY_MESSAGE", "OUTSIDE_PURPOSE", "MONEY_OR_FINANCIAL_REQUEST")
REFUSAL_WORDS = "Please write it again without this."
