namespace Remit.Responsibility;

/// <summary>What each flag means, in words.</summary>
public static class FlagWords
{
    /// <summary>What a flag means; for K1 to K14 the point and the reading applied.</summary>
    public static string Of(Flag flag, Readings? readings = null) => flag switch
    {
        Flag.NoPracticeMatch => "The recorded practice was not open that day, or belongs to no commissioner.",
        Flag.NoPostcodeMatch => "An address that was needed, or the recorded home, could not be placed.",
        Flag.NoProviderMatch => "The provider is not recorded, or not known.",
        Flag.NoHub => "No hub is known where one was needed.",
        Flag.NoAreaMatch => "The code found was not a commissioner in force that day.",
        Flag.OverseasCategoryBlank => "The overseas visitor charging category is not recorded as A to F.",
        _ => Reading(DoubtfulPoint.All[(int)flag], readings ?? Readings.Documented),
    };

    /// <summary>What the flag of that name means.</summary>
    public static string Of(string name, Readings? readings = null) =>
        Of(Enum.GetValues<Flag>().Single(f => Flags.Name(f) == name), readings);

    private static string Reading(DoubtfulPoint point, Readings readings) => $"{point.Title}: {readings[point].Says}";
}
