"""Images are computed side by side, as the panels ask for them."""

from concurrent.futures import ThreadPoolExecutor

from anatomy_viewer.imaging.modalities import MODALITIES
from tests.imaging.phantoms import axial, halves


def test_images_computed_side_by_side_are_those_computed_one_after_the_other() -> None:
    blocks = [halves(1, 2) for _ in range(6)]

    def image(number: int) -> bytes:
        row = MODALITIES[("ct", "t1", "stir")[number % 3]]
        picture = row.simulate(blocks[number], axial(), row.settings, (64, 64), "still", 1)
        return picture.values.tobytes()

    alone = [image(n) for n in range(6)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(image, range(6))) == alone
