using System.Text;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Sections;
using Outbox.Mapping.Yaml.Tree;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml;

/// <summary>Reads <c>outbox.yml</c>. Whatever the text holds, the answer is a mapping or findings, never an exception.</summary>
public static class MappingReader
{
    /// <summary>Bytes of UTF-8: some hundred times the size of a large mapping.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const char ByteOrderMark = '\uFEFF';
    private static readonly Position Start = new(1, 1);

    /// <summary>Reads the text of a mapping.</summary>
    /// <param name="text">The whole file; a byte order mark and CRLF are taken.</param>
    public static ReadResult Read(string text)
    {
        var log = new FindingLog();
        var readable = ReadText(text, log);
        var findings = FindingOrder.Sort(log.Findings);
        return new ReadResult(findings.Count == 0 ? readable : null, findings) { Readable = readable };
    }

    private static MappingDocument? ReadText(string text, FindingLog log)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            log.Add(LintCodes.TooLarge, Start, "", "The file has more than 1 MB.", "A mapping has some kilobytes: is this the right file?");
            return null;
        }

        var root = YamlTree.Parse(text.TrimStart(ByteOrderMark), log);
        if (root is YamlMap)
            return ReadDocument(new Element("", Start, root, "", log));
        if (root is null or YamlScalar { IsAbsent: true } && log.Findings.Count == 0)
            log.Add(LintCodes.EmptyFile, Start, "", "The file has no mapping in it.", "Begin with `version: 1`, `source:`, `time_zone:` and `people:`.");
        else if (root is not null and not YamlRefused)
            log.Add(LintCodes.WrongShape, root.At, "", "The file is no map.", "Begin with `version: 1` on a line of its own.");
        return null;
    }

    private static MappingDocument? ReadDocument(Element root)
    {
        if (root.Section() is not { } section)
            return null;
        section.Required("version", Scalars.Version, "version: 1");
        var source = section.Required("source", Scalars.Source, "source: coffee-shop");
        var zone = section.Required("time_zone", Zones.Read, "time_zone: America/New_York");
        var people = section.Required("people", PeopleReader.Read, "people: { table: dbo.Customers, id: CustomerId }");
        var events = section.Optional("events", e => All(e.Entries(), EventReader.Read)) ?? [];
        var schedules = section.Optional("schedules", e => All(e.Entries(), ScheduleReader.Read)) ?? [];
        var feeds = section.Optional("feeds", e => All(e.Items(), FeedReader.Read)) ?? [];
        var objects = section.Optional("objects", e => All(e.Entries(), ObjectReader.Read)) ?? [];
        section.Close();
        return people is null ? null : new MappingDocument
        {
            Version = 1,
            Source = source ?? "unreadable",
            TimeZone = zone ?? "UTC",
            People = people,
            Events = events,
            Schedules = schedules,
            Feeds = feeds,
            Objects = objects,
        };
    }

    private static IReadOnlyList<T>? All<T>(IReadOnlyList<Element>? elements, Func<Element, T?> read) where T : class =>
        elements is null ? null : [.. elements.Select(read).OfType<T>()];
}
