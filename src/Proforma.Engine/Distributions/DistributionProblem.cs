namespace Proforma.Engine.Distributions;

/// <summary>Why no distribution can be made of what was stated.</summary>
public enum DistributionFault
{
    /// <summary>A parameter is infinite or not a number.</summary>
    NotFinite,

    /// <summary>A parameter that must be above zero is not.</summary>
    NotPositive,

    /// <summary>A parameter is outside the values it may have.</summary>
    OutOfRange,

    /// <summary>Parameters are not in the order they must have.</summary>
    WrongOrder,

    /// <summary>Nothing was given to choose from, or its weights sum to zero.</summary>
    Empty,

    /// <summary>The distribution practically never falls within the domain.</summary>
    OutsideDomain,

    /// <summary>No distribution of the family has the stated quantiles.</summary>
    NoFit,

    /// <summary>The correlations contradict one another.</summary>
    Contradictory,
}

/// <summary>What is wrong with the parameters of a distribution or of a correlation, said to the person who stated them.</summary>
/// <param name="Fault">The kind of problem, for translation.</param>
/// <param name="Parameter">The parameter at fault, as the plan language names it.</param>
/// <param name="Message">A sentence or two in English that says what is wrong and what to do.</param>
public sealed record DistributionProblem(DistributionFault Fault, string Parameter, string Message);
