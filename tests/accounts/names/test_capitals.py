"""Names that the register writes in capitals are shown as people write names."""

import pytest

from accounts.capitals import shown


@pytest.mark.parametrize(
    "name",
    """Abbey Multi Academy Trust
The Diocese of Ely Multi-Academy Trust (DEMAT)
St Mary's Catholic Academy Trust
St. Martin’s Multi Academy Trust
O'Brien Academies Trust
The McAuley Catholic High School
King Edward VI Academy Trust Birmingham
Henry VIII Schools Ltd
Stratford-upon-Avon School
Barrow-in-Furness Learning Trust
Chapel-en-le-Frith High School
Reach2 Academy Trust
All Saints C of E Academy Trust
All Saints CofE (VA) Primary School
J.P. Morgan Learning Trust
Rivers & Fells Education Trust
Co-operative Academies Trust
Co-op Academies Trust
White Rose Academies Trust Limited
1st for Learning
LDBS Academies Trust
GLF Schools
Ely Academy Trust
The Learning Trust (North)
D’Oyly Carte Schools
Éclat Schools
Holy Family RC & CE College
The Red Kite Learning Trust: A Multi Academy Trust
Ss Peter and Paul Catholic Primary School
Dr Challoner's Grammar School
Milton Keynes Education Trust (MKET)
Little Sutton C.E. Primary School
Vale of the White Horse Schools
Queen Elizabeth II Academy
N.E.W. Academy Trust
St James' Church of England School""".splitlines(),
)
def test_a_name_in_capitals_is_shown_as_people_write_it(name: str) -> None:
    assert shown(name.upper()) == name


@pytest.mark.parametrize(
    "name", ["REAch2 Academy Trust", "The GORSE Academies Trust", "de Ferrers Trust", "GLF", "E-ACT", ""]
)
def test_a_name_that_does_not_shout_stays_as_it_is(name: str) -> None:
    assert shown(name) == name


def test_what_is_shown_is_shown_the_same_again_and_keeps_every_letter() -> None:
    for name in ("ABBEY MULTI ACADEMY TRUST (AMAT)", "ST MARY'S CofE PRIMARY", "THE MCGILL & O'NEILL TRUST"):
        assert shown(shown(name)) == shown(name)
        assert shown(name).upper() == name.upper()
