"""What is owed on a note as time goes on, in whole minor units."""

from dataclasses import dataclass

from notecalc.money import half_up
from notecalc.terms import Bucket


@dataclass(slots=True)
class Account:
    """The running state: principal, fees, and interest accrued and unpaid.

    Of `accrued`, `default` accrued at the default rate and `upon` on overdue interest; `overdue`
    is the part of it that fell due and bears interest, of `upon` too where that is `capitalized`.
    """

    principal: int
    accrued: int = 0
    default: int = 0
    upon: int = 0
    overdue: int = 0
    fees: int = 0
    capitalized: bool = False

    def owed(self, bucket: Bucket) -> int:
        """What stands in a bucket."""
        if bucket is Bucket.PRINCIPAL:
            return self.principal
        if bucket is Bucket.FEES:
            return self.fees
        if bucket is Bucket.OVERDUE_INTEREST:
            return self.upon
        if bucket is Bucket.DEFAULT_INTEREST:
            # History rounded once may leave accrued interest a cent below nothing.
            return max(min(self.default, self.accrued - self.upon), 0)
        return max(self.accrued - self.default - self.upon, 0)

    def pay(self, amount: int, order: tuple[Bucket, ...]) -> dict[Bucket, int]:
        """Apply a payment in this order (rule 10): what went to each; the rest went nowhere."""
        applied: dict[Bucket, int] = {}
        for bucket in order:
            part = min(amount, self.owed(bucket))
            if part:
                applied[bucket] = part
                amount -= part
                self._reduce(bucket, part)
        return applied

    def less(self, interest: int) -> None:
        """Take `interest` off what is accrued: first what accrued at the base rate."""
        self.accrued -= interest
        if not (self.default or self.upon or self.overdue):
            return
        left = max(self.accrued, 0)
        self.upon = min(self.upon, left)
        self.default = min(self.default, left - self.upon)
        self.overdue = min(self.overdue, left)

    def convert(self, part: int) -> int:
        """Take off a part of principal, and that part of each interest: what interest went."""
        whole, gone = self.principal, half_up(max(self.accrued, 0) * part, self.principal)
        self.accrued -= gone
        self.default -= half_up(self.default * part, whole)
        self.upon -= half_up(self.upon * part, whole)
        self.overdue -= half_up(self.overdue * part, whole)
        self.principal -= part
        return gone

    def _reduce(self, bucket: Bucket, part: int) -> None:
        if bucket is Bucket.PRINCIPAL:
            self.principal -= part
            return
        if bucket is Bucket.FEES:
            self.fees -= part
            return
        self.accrued -= part
        if bucket is Bucket.DEFAULT_INTEREST:
            self.default -= part
        elif bucket is Bucket.OVERDUE_INTEREST:
            self.upon -= part
        if bucket is not Bucket.OVERDUE_INTEREST or self.capitalized:
            self.overdue = max(self.overdue - part, 0)  # what fell due first is paid first
