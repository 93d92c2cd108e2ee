namespace Outbox.Tests.Clr;

/// <summary>C#, the carried SQL CLR assembly and the same assembly on mono give the kept answers. T-SQL: the contract suite.</summary>
public sealed class VectorTests
{
    [Fact]
    public void The_kept_vectors_are_those_of_the_seed() =>
        Assert.Equal(new VectorMaker(VectorFile.Seed).Make().Select(v => v.Line()), File.ReadLines(VectorFile.Place()));

    [Fact]
    public void There_are_thousands_and_every_function_has_hundreds()
    {
        Assert.True(VectorFile.Kept.Count > 5_000, $"{VectorFile.Kept.Count}");
        Assert.All(VectorFile.Kept.GroupBy(v => v.Function), function => Assert.True(function.Count() > 400, $"{function.Key}: {function.Count()}"));
        Assert.Equal(8, VectorFile.Kept.Where(v => v.Function == "PropertiesFault").Select(Kind).Distinct().Count());

        static string? Kind(FunctionVector vector) => vector.Answer?.Split(" at character")[0];
    }

    [Fact]
    public void The_products_code_gives_the_answers() => Hold(Functions.Answer);

    [Fact]
    public void The_carried_assembly_gives_the_answers() => Hold(CarriedFunctions.Answer);

    [Fact]
    public async Task The_carried_assembly_gives_the_answers_on_mono()
    {
        FunctionVector[] vectors = [.. VectorFile.Kept, .. LargeVectors.All];
        var (answers, why) = await MonoFunctions.AnswerAsync(vectors, TestContext.Current.CancellationToken);
        Assert.SkipWhen(answers is null, $"{vectors.Length} vectors not run: {why}");
        Assert.Equal(vectors.Length, answers!.Count);
        Assert.Empty(vectors.Zip(answers).Where(v => v.First.Answer != v.Second).Select(v => $"{v.First} but {v.Second ?? "NULL"}"));
    }

    private static void Hold(Answering answering) =>
        Assert.Empty(VectorFile.Kept.Concat(LargeVectors.All).Select(v => (Vector: v, Answer: answering(v))).Where(v => v.Answer != v.Vector.Answer).Select(v => $"{v.Vector} but {v.Answer ?? "NULL"}"));
}
