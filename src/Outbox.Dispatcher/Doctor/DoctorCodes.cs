using Outbox.Core.Errors;

namespace Outbox.Dispatcher.Doctor;

/// <summary>
/// What the doctor can find: its entries of the error registry. The views <c>outbox.Health</c> and <c>outbox_Health</c> tell
/// some of them by themselves, in the same words; a test keeps them and <c>docs/errors.md</c> in step.
/// </summary>
public static class DoctorCodes
{
    /// <summary>A part of the outbox that this login may not look at.</summary>
    public static readonly DoctorCode NotSeen = new(
        new("OBX700", "Not everything can be seen", ErrorKind.Database),
        FindingPriority.Know,
        "Grant the login VIEW DEFINITION on the schema outbox (outbox_operator and outbox_auditor have it), or let a DBA look.");

    /// <summary>A table whose trigger is gone.</summary>
    public static readonly DoctorCode TriggerMissing = new(
        new("OBX701", "Trigger missing", ErrorKind.Database),
        FindingPriority.Now,
        "Run outbox migrate, which makes it again; what was written meanwhile was not captured.");

    /// <summary>A table whose trigger is disabled.</summary>
    public static readonly DoctorCode TriggerDisabled = new(
        new("OBX702", "Trigger disabled", ErrorKind.Database),
        FindingPriority.Now,
        "Run outbox migrate, or ENABLE TRIGGER; what was written meanwhile was not captured.");

    /// <summary>A trigger that is not what migrate left.</summary>
    public static readonly DoctorCode TriggerChanged = new(
        new("OBX703", "Trigger changed", ErrorKind.Database),
        FindingPriority.Now,
        "Run outbox migrate, which puts back what the mapping says.");

    /// <summary>A switch that keeps writes out.</summary>
    public static readonly DoctorCode CaptureOff = new(
        new("OBX704", "Capture switched off", ErrorKind.Database),
        FindingPriority.Now,
        "Set the switch on again: IsEnabled of the capture, IsCaptured of the event type.");

    /// <summary>A procedure, view or function that is not what migrate left.</summary>
    public static readonly DoctorCode ObjectChanged = new(
        new("OBX705", "Object missing or changed", ErrorKind.Database),
        FindingPriority.Now,
        "Run outbox migrate, which puts back what this version brings.");

    /// <summary>An index of the outbox that is not there or disabled.</summary>
    public static readonly DoctorCode IndexMissing = new(
        new("OBX706", "Index missing", ErrorKind.Database),
        FindingPriority.Soon,
        "Make it again as database/sqlserver/migrations or database/sqlite/migrations says; without it a read is as slow as the outbox is large.");

    /// <summary>A right that migrate granted and that is gone.</summary>
    public static readonly DoctorCode RightMissing = new(
        new("OBX707", "Right missing", ErrorKind.Database),
        FindingPriority.Now,
        "Run outbox migrate, which grants again what its roles need.");

    /// <summary>Something that migrate would change.</summary>
    public static readonly DoctorCode MigrationOutstanding = new(
        new("OBX708", "Migration outstanding", ErrorKind.Database),
        FindingPriority.Soon,
        "Run outbox migrate --plan, then outbox migrate.");

    /// <summary>An error that lint finds in the stored mapping.</summary>
    public static readonly DoctorCode MappingUnfit = new(
        new("OBX709", "Mapping does not fit the tables", ErrorKind.Mapping),
        FindingPriority.Now,
        "Mend the mapping or the table; outbox lint tells line and mend.");

    /// <summary>The catalog that migrate saw is not the one of today.</summary>
    public static readonly DoctorCode TablesChanged = new(
        new("OBX710", "Tables changed since migrate", ErrorKind.Database),
        FindingPriority.Soon,
        "Run outbox migrate, so that triggers and reads know the tables as they are.");

    /// <summary>The file at hand is not the mapping that the database holds.</summary>
    public static readonly DoctorCode FileDiffers = new(
        new("OBX711", "Mapping file differs", ErrorKind.Mapping),
        FindingPriority.Soon,
        "Run outbox migrate with the file, or take the file that was deployed.");

    /// <summary>A trigger that followed its table to another name or schema.</summary>
    public static readonly DoctorCode TriggerAstray = new(
        new("OBX712", "Trigger on another table", ErrorKind.Database),
        FindingPriority.Now,
        "Run outbox migrate, which puts it on the table that the mapping names; what was written to that one meanwhile was not captured.");

    /// <summary>A trigger whose table lost a column that it names.</summary>
    public static readonly DoctorCode TriggerUnbound = new(
        new("OBX713", "Trigger no longer fits its table", ErrorKind.Database),
        FindingPriority.Now,
        "Change the mapping and run outbox migrate; until then every write of the table fails (error 207), or is not captured where the trigger is disabled.");

    /// <summary>Rows that were given up.</summary>
    public static readonly DoctorCode DeadRows = new(
        new("OBX720", "Dead rows", ErrorKind.Row),
        FindingPriority.Soon,
        "Look them up in DeadLetter, mend the cause that docs/errors.md tells under the reason, and requeue what is worth it.");

    /// <summary>Values or rows that were left out in the last seven days.</summary>
    public static readonly DoctorCode Faults = new(
        new("OBX721", "Faults", ErrorKind.Row),
        FindingPriority.Soon,
        "docs/errors.md tells the cause and the mend under the fault's code; the table Fault has each.");

    /// <summary>Live events older than 24 hours.</summary>
    public static readonly DoctorCode EventsWait = new(
        new("OBX722", "Live events wait long", ErrorKind.Database),
        FindingPriority.Now,
        "Find out why nothing is sent: outbox run, its log and its health; after 72 hours an event starts no campaign.");

    /// <summary>An event type whose rows wait because somebody said so.</summary>
    public static readonly DoctorCode TypePaused = new(
        new("OBX723", "Event type paused", ErrorKind.Configuration),
        FindingPriority.Soon,
        "Set its delivery to live, shadow or off once the reason is gone: the 72 hours of what waits run.");

    /// <summary>An event type that goes out under its shadow name, to all or to some.</summary>
    public static readonly DoctorCode TypeShadowed = new(
        new("OBX724", "Event type in rehearsal", ErrorKind.Configuration),
        FindingPriority.Know,
        "Nothing to mend; set its delivery to live, or its rollout to 100, when the rehearsal has shown what it should.");

    /// <summary>An event type that is captured and skipped.</summary>
    public static readonly DoctorCode TypeOff = new(
        new("OBX725", "Event type off", ErrorKind.Configuration),
        FindingPriority.Know,
        "Nothing to mend where that is meant; what is skipped does not come back.");

    /// <summary>No dispatcher is alive.</summary>
    public static readonly DoctorCode NobodyDispatches = new(
        new("OBX726", "Nobody dispatches", ErrorKind.Configuration),
        FindingPriority.Now,
        "Start outbox run; rows are captured and wait, and their 72 hours run.");

    /// <summary>Dispatchers live, and a lane belongs to none of them.</summary>
    public static readonly DoctorCode LaneFree = new(
        new("OBX727", "Lane without an owner", ErrorKind.Configuration),
        FindingPriority.Soon,
        "Wait half a minute and look again; where it stays so, restart the dispatchers.");

    /// <summary>Fewer events than the mapping expects.</summary>
    public static readonly DoctorCode TypeSilent = new(
        new("OBX728", "Event type silent", ErrorKind.Configuration),
        FindingPriority.Soon,
        "Ask the owner whether the shop still writes it; then look at the trigger and at the mapping's when and where.");

    /// <summary>A schedule whose last run failed.</summary>
    public static readonly DoctorCode ScheduleFailing = new(
        new("OBX729", "Schedule failing", ErrorKind.Database),
        FindingPriority.Soon,
        "The dispatcher's log (4031) has the error; mostly the schedule's view fails.");

    /// <summary>The clock of this machine and the database's differ by more than two seconds.</summary>
    public static readonly DoctorCode ClocksApart = new(
        new("OBX730", "Clocks apart", ErrorKind.Configuration),
        FindingPriority.Soon,
        "Let both machines take the time of one source (NTP).");

    /// <summary>Several people with one e-mail.</summary>
    public static readonly DoctorCode SharedEmail = new(
        new("OBX731", "People share an e-mail", ErrorKind.Row),
        FindingPriority.Soon,
        "Merge them in the shop, or give one another address: at Customer.io the address moves to whoever is sent last.");

    /// <summary>The assembly is in the database and this server does not run it.</summary>
    public static readonly DoctorCode ClrIdle = new(
        new("OBX732", "SQL CLR does not run here", ErrorKind.Database),
        FindingPriority.Know,
        "A DBA decides: clr.md has the statements; the T-SQL functions do the same, more slowly.");

    /// <summary>A setting of the server or the database under which writes are not captured, or not kept.</summary>
    public static readonly DoctorCode SettingLosesWrites = new(
        new("OBX733", "Setting that loses writes", ErrorKind.Database),
        FindingPriority.Now,
        "A DBA sets it as the message says.");

    /// <summary>A setting of the database that the outbox suffers from.</summary>
    public static readonly DoctorCode SettingInTheWay = new(
        new("OBX734", "Setting in the way", ErrorKind.Database),
        FindingPriority.Soon,
        "A DBA sets it as the message says.");

    /// <summary>A name that was sent, and that the mapping lost.</summary>
    public static readonly DoctorCode NameGone = new(
        new("OBX735", "Name no longer in the mapping", ErrorKind.Mapping),
        FindingPriority.Soon,
        "Keep the name in the mapping, or tell whoever builds journeys that it has ended.");

    /// <summary>A clock that differs from Customer.io's by more than five seconds.</summary>
    public static readonly DoctorCode ClockOff = new(
        new("OBX736", "Clock differs from Customer.io's", ErrorKind.Configuration),
        FindingPriority.Soon,
        "Let the machine take its time from a time server (NTP); until then changes made at Customer.io can be lost.");

    /// <summary>Too many rows died.</summary>
    public static readonly DoctorCode SendingHeld = new(
        new("OBX737", "Sending is held", ErrorKind.Row),
        FindingPriority.Now,
        "Mend what the reasons say, and sending goes on by itself; or run outbox resume-sending, and what is refused dies.");

    /// <summary>A part of the mapping whose rows wait, since a table, column or right that it needs is gone.</summary>
    public static readonly DoctorCode PartHeld = new(
        new("OBX740", "Part of the mapping held", ErrorKind.Database),
        FindingPriority.Now,
        "Put back what it needs, or change the mapping and run outbox migrate; then its rows go by themselves. outbox lint tells line and column.");

    /// <summary>All, in order.</summary>
    public static IReadOnlyList<DoctorCode> All { get; } =
    [
        NotSeen,
        TriggerMissing,
        TriggerDisabled,
        TriggerChanged,
        CaptureOff,
        ObjectChanged,
        IndexMissing,
        RightMissing,
        MigrationOutstanding,
        MappingUnfit,
        TablesChanged,
        FileDiffers,
        TriggerAstray,
        TriggerUnbound,
        DeadRows,
        Faults,
        EventsWait,
        TypePaused,
        TypeShadowed,
        TypeOff,
        NobodyDispatches,
        LaneFree,
        TypeSilent,
        ScheduleFailing,
        ClocksApart,
        SharedEmail,
        ClrIdle,
        SettingLosesWrites,
        SettingInTheWay,
        NameGone,
        ClockOff,
        SendingHeld,
        PartHeld,
    ];

    /// <summary>The entry of a code that a view tells.</summary>
    /// <exception cref="InvalidOperationException">The view is of another version.</exception>
    public static DoctorCode Of(string id) => All.FirstOrDefault(c => c.Code.Id == id)
        ?? throw new InvalidOperationException($"The doctor knows no '{id}'.");
}
