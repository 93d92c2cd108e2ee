using Microsoft.Data.SqlClient;
using Outbox.Core;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// The result sets of a generated procedure, put together to one JSON object a row of the question. The first column of
/// a set names its part (<c>person</c>, <c>people</c>, <c>lookups:NAME</c>, <c>each:NAME</c>, <c>view</c>) and holds the
/// row that it belongs to.
/// </summary>
/// <typeparam name="TKey">What a row of the question is known by: a message's number, a person's key.</typeparam>
internal sealed class Parts<TKey>
    where TKey : notnull
{
    private const string Each = "each";
    private const string Found = "found";

    private readonly Dictionary<TKey, Dictionary<string, List<string>>> _rows = [];
    private readonly List<(string Group, string? Member)> _parts = [];

    /// <summary>Reads every set.</summary>
    /// <param name="reader">At its first set.</param>
    /// <param name="keyOf">Reads the first column.</param>
    /// <param name="people">Takes the fixed columns of a row of <c>people</c>; returns how many columns they are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Parts<TKey>> ReadAsync(
        SqlDataReader reader, Func<SqlDataReader, TKey> keyOf, Func<SqlDataReader, TKey, int>? people, CancellationToken cancellationToken)
    {
        var parts = new Parts<TKey>();
        var budget = new ReadBudget();
        do
        {
            if (reader.FieldCount == 0)
            {
                continue;
            }

            var part = reader.GetName(0);
            parts.Declare(part);
            while (LongRows.Next(reader, cancellationToken))
            {
                var key = keyOf(reader);
                var first = part == "people" && people is not null ? people(reader, key) : 1;
                var json = part.StartsWith(Each, StringComparison.Ordinal) ? Line(reader) : Values(reader, first);
                budget.Take(json.Length);
                parts.Add(key, part, json);
            }
        }
        while (await reader.NextResultAsync(cancellationToken));

        return parts;
    }

    /// <summary>The object of a row; its parts are null or empty where no set had a row for it.</summary>
    /// <param name="key">The row.</param>
    public string Compose(TKey key)
    {
        var mine = _rows.GetValueOrDefault(key) ?? [];
        return JsonScratch.Text(json =>
        {
            foreach (var group in _parts.GroupBy(p => p.Group).OrderBy(g => Order(g.Key)))
            {
                // The people's own columns are the row of the answer.
                json.WritePropertyName(group.Key == "people" ? "row" : group.Key);
                if (group.First().Member is null)
                {
                    WriteOne(group.Key);
                    continue;
                }

                json.WriteStartObject();
                foreach (var (_, member) in group)
                {
                    json.WritePropertyName(member!);
                    if (group.Key == Each)
                    {
                        json.WriteStartArray();
                        Lines($"{Each}:{member}").ForEach(line => json.WriteRawValue(line, skipInputValidation: true));
                        json.WriteEndArray();
                    }
                    else
                    {
                        WriteOne($"{group.Key}:{member}");
                    }
                }

                json.WriteEndObject();
            }

            void WriteOne(string part) => json.WriteRawValue(Lines(part).FirstOrDefault() ?? "null", skipInputValidation: true);
        });

        List<string> Lines(string part) => mine.GetValueOrDefault(part) ?? [];
    }

    private static int Order(string group) => group switch
    {
        "person" or "people" => 0,
        "lookups" => 1,
        Each => 2,
        _ => 3,
    };

    private static string Values(SqlDataReader row, int first) => JsonScratch.Text(json =>
    {
        for (var i = first; i < row.FieldCount; i++)
        {
            RawValues.Write(json, row.GetName(i), row, i);
        }
    });

    /// <summary>A line: its own columns, then the members of its lookups, which are named <c>LOOKUP:MEMBER</c>.</summary>
    private static string Line(SqlDataReader row)
    {
        var columns = Enumerable.Range(1, row.FieldCount - 1)
            .Select(i => (Ordinal: i, Name: row.GetName(i)))
            .Select(c => c.Name.LastIndexOf(':') is var at && at > 0
                ? (c.Ordinal, Lookup: c.Name[..at], Member: c.Name[(at + 1)..])
                : (c.Ordinal, Lookup: (string?)null, Member: c.Name))
            .ToList();
        return JsonScratch.Text(json =>
        {
            json.WriteStartObject("row");
            foreach (var column in columns.Where(c => c.Lookup is null))
            {
                RawValues.Write(json, column.Member, row, column.Ordinal);
            }

            json.WriteEndObject();
            var lookups = columns.Where(c => c.Lookup is not null).GroupBy(c => c.Lookup!).ToList();
            if (lookups.Count > 0)
            {
                json.WriteStartObject("lookups");
                foreach (var lookup in lookups)
                {
                    if (row.IsDBNull(lookup.First(c => c.Member == Found).Ordinal))
                    {
                        json.WriteNull(lookup.Key);
                        continue;
                    }

                    json.WriteStartObject(lookup.Key);
                    foreach (var column in lookup.Where(c => c.Member != Found))
                    {
                        RawValues.Write(json, column.Member, row, column.Ordinal);
                    }

                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }
        });
    }

    private void Declare(string part)
    {
        var at = part.IndexOf(':', StringComparison.Ordinal);
        _parts.Add(at < 0 ? (part, null) : (part[..at], part[(at + 1)..]));
    }

    private void Add(TKey key, string part, string json)
    {
        if (!_rows.TryGetValue(key, out var parts))
        {
            _rows.Add(key, parts = []);
        }

        if (!parts.TryGetValue(part, out var lines))
        {
            parts.Add(part, lines = []);
        }

        lines.Add(json);
    }
}
