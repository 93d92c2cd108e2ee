using Outbox.Dispatcher.Doctor;

namespace Outbox.Tests.Reading;

public sealed class ClockExamTests
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0, 3, 2, 0)]
    [InlineData(0, 3, 5, 2)]
    [InlineData(0, 3, -4, 4)]
    public void A_slow_way_to_the_database_is_no_difference_of_clocks(int before, int after, int there, int apart) => Assert.Equal(
        TimeSpan.FromSeconds(apart), ClockExam.Apart(Noon.AddSeconds(before), Noon.AddSeconds(there), Noon.AddSeconds(after)));
}
