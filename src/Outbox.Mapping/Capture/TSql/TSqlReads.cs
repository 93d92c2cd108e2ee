namespace Outbox.Mapping.Capture.TSql;

/// <summary>
/// What the dispatcher's procedures read, as batches that need no object of the outbox: for a preview of a database that
/// has none. The statements are the procedures' own.
/// </summary>
internal static class TSqlReads
{
    private const string NoCount = "SET NOCOUNT ON;";

    /// <summary>
    /// The batches, named as the procedures: <c>ReadPeople</c> with <c>@KeyTexts</c>, a JSON array of key texts, the others
    /// with <c>@Rows</c>.
    /// </summary>
    public static IReadOnlyList<GeneratedModule> Write(CapturePlan plan)
    {
        var related = new TSqlRelated(plan);
        return
        [
            Batch(TSqlPeople.ModuleName, [Keys, .. TSqlPeople.Reads(plan)]),
            Batch(TSqlPeople.StatesModule, [Keys, .. TSqlPeople.ReadStates(plan)]),
            .. RelatedParts.Of(plan.Mapping).Select(parts => Batch(parts.ModuleName, related.Reads(parts))),
        ];
    }

    /// <remarks>A key that is longer than the outbox keeps is nobody's.</remarks>
    private const string Keys = """
        DECLARE @Keys TABLE ([Key] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);

        INSERT INTO @Keys
            ([Key])
        SELECT DISTINCT j.[value]
        FROM OPENJSON(@KeyTexts) AS j
        WHERE LEN(j.[value]) <= 400;
        """;

    private static GeneratedModule Batch(string name, IEnumerable<string> statements) =>
        new(name, string.Join("\n\n", statements.Prepend(NoCount)));
}
