namespace Remit.Journeys;
