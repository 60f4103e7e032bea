"""Names to give to people who do not exist: common given and family names, put together by chance."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Pool:
    """Names of one heritage, and how many people in a thousand bear them (rounded from the 2021 census groups)."""

    share: int
    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]


def _pool(share: int, men: str, women: str, families: str) -> Pool:
    return Pool(share, tuple(men.split()), tuple(women.split()), tuple(families.split()))


POOLS = (
    _pool(
        690,
        "James David Michael Paul John Andrew Mark Daniel Lee Ryan Liam Jack Connor Callum Jordan Kyle Ashley "
        "Luke Adam Matthew Thomas Joshua Nathan Scott Craig Dean Shane Jason Darren Wayne Carl Stephen Kevin "
        "Anthony Peter Robert Simon Gary Martin Stuart Ben Sam Aaron Reece Bradley Curtis Jamie Lewis Marcus Leon "
        "Tyler Harry Charlie George",
        "Sarah Emma Claire Louise Michelle Rachel Kelly Laura Rebecca Gemma Stacey Natalie Leanne Amy Danielle "
        "Chloe Jade Lauren Hannah Samantha Donna Tracey Lisa Karen Nicola Joanne Vicky Zoe Megan Shannon Paige "
        "Kirsty",
        "Smith Jones Taylor Brown Wilson Johnson Walker Wright Robinson Thompson White Hughes Edwards Green Hall "
        "Wood Harris Clarke Clark Jackson Turner Hill Moore Cooper Ward Harrison King Baker Parker Bennett Cook "
        "Shaw Carter Bailey Richardson Marshall Collins Bell Murphy Kelly Walsh Murray Ellis Mason Webb Palmer "
        "Gibson Barnes Fisher Holmes Lowe Chapman Knight Lloyd Butler Barker Dixon Fletcher Hunt Pearson Rogers "
        "Spencer Payne West Cole Marsh Booth Atkinson Sutton Hart Carr Dawson Fox Gill Lane Lawson Nash Poole "
        "Reid Stone Watts Yates Hewitt Naylor",
    ),
    _pool(
        70,
        "Rhys Gareth Huw Dylan Owen Evan Gethin Ieuan Iwan Aled Dafydd Sion Emyr Geraint Ioan Macsen Osian Tomos "
        "Steffan",
        "Sian Carys Bethan Cerys Ffion Nia Angharad Catrin Eleri Lowri Megan Rhian Seren Mari Gwen Elin",
        "Davies Evans Williams Thomas Roberts Lewis Morgan Griffiths Price Jenkins Rees Llewellyn Bevan Powell "
        "Pritchard Vaughan Hopkins Gwynne Prosser Parry Morris Owen Howells Meredith",
    ),
    _pool(
        95,
        "Mohammed Yusuf Imran Adeel Hassan Bilal Kamran Tariq Usman Zain Arjun Sanjay Vikram Rajesh Harpreet "
        "Gurdeep Sajid Nadeem Rahul Anil Faisal Junaid Shahid Waqas Aamir",
        "Aisha Fatima Priya Anjali Nadia Samina Zara Saira Meera Kiran Sunita Rukhsana Amina Jaspreet Simran",
        "Ahmed Khan Hussain Ali Patel Singh Shah Malik Begum Akhtar Iqbal Mahmood Rahman Chowdhury Kaur Sharma "
        "Gupta Mehta Desai Aziz Farooq Mirza Nawaz Qureshi Sandhu Dhillon",
    ),
    _pool(
        85,
        "Kwame Kofi Emeka Chidi Tunde Femi Kwabena Samuel Emmanuel Daniel Isaac Joseph Kelechi Obinna Segun Yaw "
        "Ebo Marlon Jermaine Delroy Leroy Dwayne Tyrone Andre Jerome",
        "Abena Ama Grace Blessing Chioma Folake Ngozi Yetunde Efua Esther Mercy Patience Shanice Latoya Keisha",
        "Mensah Osei Owusu Boateng Asante Adeyemi Okafor Okoro Eze Balogun Adebayo Nwosu Agyeman Appiah Sesay "
        "Kamara Koroma Campbell Francis Gordon Grant Henry Joseph Bailey Clarke Reid",
    ),
    _pool(
        60,
        "Piotr Krzysztof Tomasz Pawel Marcin Michal Andrzej Jakub Lukasz Adrian Ionut Mihai Florin Bogdan Darius "
        "Tomas Arturs Andrei Viktor Dmitri",
        "Anna Katarzyna Agnieszka Magdalena Monika Joanna Elena Ioana Mihaela Oksana Ruta Ilze",
        "Kowalski Nowak Wojcik Kaminski Lewandowski Zielinski Wozniak Szymanski Dabrowski Mazur Krawczyk Popescu "
        "Ionescu Popa Dumitru Stan Kazlauskas Petrauskas Berzins Kalnins",
    ),
)

_TOTAL = sum(pool.share for pool in POOLS)
_BY_CHANCE = [pool for pool in POOLS for _ in range(pool.share)]


def pick(rnd: random.Random, *, woman: bool) -> tuple[str, str]:
    """A given and a family name, of one heritage."""
    chance = rnd.random
    pool = _BY_CHANCE[int(chance() * _TOTAL)]
    given = pool.women if woman else pool.men
    return given[int(chance() * len(given))], pool.families[int(chance() * len(pool.families))]
