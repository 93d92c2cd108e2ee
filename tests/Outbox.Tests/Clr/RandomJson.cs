using System.Text;
using System.Text.Json;

namespace Outbox.Tests.Clr;

/// <summary>Random objects, written by System.Text.Json.</summary>
internal static class RandomJson
{
    /// <summary>An object that the product takes.</summary>
    public static string Object(Random random)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = random.Next(3) == 0 }))
        {
            Write(json, random, 0);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Random random, int depth)
    {
        json.WriteStartObject();
        for (var i = random.Next(4); i > 0; i--)
        {
            json.WritePropertyName($"name_{random.Next(99)}");
            switch (random.Next(depth > 8 ? 4 : 6))
            {
                case 0:
                    json.WriteNumberValue(random.NextDouble() * Math.Pow(10, random.Next(-9, 20)));
                    break;
                case 1:
                    json.WriteBooleanValue(random.Next(2) == 0);
                    break;
                case 2:
                    json.WriteNullValue();
                    break;
                case 3:
                    json.WriteStringValue(string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => char.ConvertFromUtf32(random.Next(0x20, 0xD800)))));
                    break;
                case 4:
                    Write(json, random, depth + 1);
                    break;
                default:
                    json.WriteStartArray();
                    json.WriteNumberValue(random.Next(-9, 9));
                    Write(json, random, depth + 2);
                    json.WriteEndArray();
                    break;
            }
        }

        json.WriteEndObject();
    }
}
