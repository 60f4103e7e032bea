"""What the checks found, run by run, and up to where the history was counted. None of it leads to a person."""

from django.db import models
from django.db.models import Q

from campus.core.ids import new_id
from transfers.proof.rules import CheckId


class ProofRun(models.Model):
    """One time that checks were made."""

    class Cause(models.TextChoices):
        BASELINE = "BASELINE", "Beginning"
        COMMAND = "COMMAND", "Command"
        HOURLY = "HOURLY", "Each hour"
        NIGHTLY = "NIGHTLY", "Each night"
        MINUTELY = "MINUTELY", "Each minute"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cause = models.CharField(max_length=10, choices=Cause)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    passed = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-started_at"], name="proof_run_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, passed__isnull=True)
                | Q(ended_at__isnull=False, passed__isnull=False),
                name="ended_proof_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.started_at:%d %B %Y %H:%M}"


class ProofCheck(models.Model):
    """What one check of a run came to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(ProofRun, on_delete=models.CASCADE, related_name="checks")
    check_id = models.CharField(max_length=2, choices=[(c, c) for c in CheckId])
    expected = models.PositiveBigIntegerField()
    read = models.PositiveBigIntegerField()
    mismatched = models.PositiveBigIntegerField()
    errored = models.PositiveBigIntegerField()
    passed = models.BooleanField()
    findings = models.JSONField(default=list)
    took_ms = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "check_id"], name="check_once_a_run")]
        indexes = [models.Index(fields=["check_id", "-at"], name="proof_check_latest")]

    def __str__(self) -> str:
        return f"{self.check_id}: {self.mismatched} of {self.read}"

    @property
    def seconds(self) -> str:
        return f"{self.took_ms / 1000:.1f}"


class HistoryCount(models.Model):
    """How many versions of one kind's rows there were up to a mark, and the sum of their digests.

    What was counted once must be there at the next count, bit for bit: a history that was rewritten is noticed.
    `columns` are those that were digested, so that a column added later changes nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(ProofRun, on_delete=models.CASCADE, related_name="history_counts")
    kind = models.CharField(max_length=60)
    mark = models.BigIntegerField(help_text="The last version that was counted.")
    versions = models.PositiveBigIntegerField()
    total = models.DecimalField(max_digits=40, decimal_places=0)
    columns = models.JSONField()
    at = models.DateTimeField()
    # Versions that an erasure order took since, so that the next count knows of them.
    erased_versions = models.PositiveBigIntegerField(default=0)
    erased_total = models.DecimalField(max_digits=40, decimal_places=0, default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="history_counted_once_a_run")]
        indexes = [models.Index(fields=["kind", "-at"], name="history_count_latest")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.versions} versions"


class RollEntry(models.Model):
    """What the roll last said of one number. Written over by the next roll; those that it left out are not expected."""

    prison_number = models.CharField(max_length=10, primary_key=True)
    reading = models.UUIDField()
    read_at = models.DateTimeField()
    establishment = models.CharField(max_length=6, null=True)  # noqa: DJ001 (null says out of custody, as in the roll)
    status = models.CharField(max_length=20)
    movement_seq = models.PositiveIntegerField(null=True)
    moved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reading"], name="roll_entry_of_a_reading")]

    def __str__(self) -> str:
        return f"{self.prison_number} {self.status}"
