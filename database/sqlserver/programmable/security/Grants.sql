/*
  Purpose     What each role may do. An app that writes the shop's tables needs none of it: its triggers write to the
              outbox by ownership chaining, since tables, triggers and outbox belong to dbo.
              outbox_dispatcher: EXECUTE alone. outbox_operator: the views, and upkeep. outbox_auditor: the views.
              Operators and auditors see the definitions of the outbox's own objects, and nobody else's.
              outbox_catalog, as which some modules run, sees all definitions and reads nothing; it has no login.
              outbox_writer: EmitEvent, TouchPerson, LinkGuest and their like, for apps that tell the outbox themselves.
  Caller      outbox migrate, again when this text changes. Procedures made of the mapping bring their own grant.
*/
GRANT EXECUTE ON OBJECT::outbox.ReadMapping      TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadEventTypes   TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.RenewLanes       TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ClaimLanes       TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReleaseLanes     TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadLanes        TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadUnrouted     TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.RouteMessages    TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadSentPeople   TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadIdentities   TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadGuests       TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.MoveMessages     TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ErasePerson      TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ClaimAddresses      TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.SaveShaped       TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.CompleteMessages TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadSchedules    TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.OpenSchedule     TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.RecordSchedule   TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadBinding      TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.Bind             TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadStatus       TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadHealth       TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadCaptureStates TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadClock        TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadBrake        TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.HoldSending      TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ProbeSending     TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ResumeSending    TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.HoldPart         TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReleaseParts     TO outbox_dispatcher;
GRANT EXECUTE ON OBJECT::outbox.ReadHeldParts    TO outbox_dispatcher;

GRANT EXECUTE ON TYPE::outbox.MessageList   TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.LaneTokenList TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.RouteList     TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.KeyList       TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.OutcomeList   TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.ShapedList    TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.PersonList    TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.FaultList     TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.MoveList      TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.GuestList     TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.RemovalList   TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.DelayList     TO outbox_dispatcher;
GRANT EXECUTE ON TYPE::outbox.AddressList     TO outbox_dispatcher;

GRANT EXECUTE ON OBJECT::outbox.EmitEvent   TO outbox_writer;
GRANT EXECUTE ON OBJECT::outbox.TouchPerson TO outbox_writer;

GRANT EXECUTE ON OBJECT::outbox.LinkGuest        TO outbox_writer;
GRANT EXECUTE ON OBJECT::outbox.MergePeople      TO outbox_writer;
GRANT EXECUTE ON OBJECT::outbox.SuppressPerson   TO outbox_writer;
GRANT EXECUTE ON OBJECT::outbox.UnsuppressPerson TO outbox_writer;

GRANT EXECUTE ON OBJECT::outbox.EventUlid       TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.PropertiesFault TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.Utf8Length      TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.NormalizeEmail  TO outbox_operator;
GRANT SELECT  ON OBJECT::outbox.DecodeUlid      TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.FindEvent       TO outbox_operator;

GRANT EXECUTE ON OBJECT::outbox.ReadMapping         TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadEventTypes      TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadClock           TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadStatus          TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadHealth          TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadHeldParts       TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadTypeHistory     TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.CountCaptured       TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.CountFacts          TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.Status              TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.Trace               TO outbox_operator;
GRANT SELECT  ON OBJECT::outbox.Health              TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadBrake           TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ResumeSending       TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.Requeue             TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadCaptureStates   TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadDeployment      TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.Purge      TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.Adopt      TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.LinkGuest        TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.MergePeople      TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.SuppressPerson   TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.UnsuppressPerson TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ForgetPerson     TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.ReadBinding TO outbox_operator;
GRANT SELECT  ON OBJECT::outbox.Backlog    TO outbox_operator;
GRANT SELECT  ON OBJECT::outbox.DeadLetter TO outbox_operator;
GRANT SELECT  ON OBJECT::outbox.EventFeed  TO outbox_operator;

GRANT SELECT ON OBJECT::outbox.Backlog    TO outbox_auditor;
GRANT SELECT ON OBJECT::outbox.DeadLetter TO outbox_auditor;
GRANT SELECT ON OBJECT::outbox.EventFeed  TO outbox_auditor;

GRANT VIEW DEFINITION ON SCHEMA::outbox TO outbox_operator;
GRANT VIEW DEFINITION ON SCHEMA::outbox TO outbox_auditor;

GRANT VIEW DEFINITION TO outbox_catalog;
GRANT EXECUTE ON OBJECT::outbox.GuardTable TO outbox_catalog;

GRANT EXECUTE ON OBJECT::outbox.Status    TO outbox_auditor;
GRANT EXECUTE ON OBJECT::outbox.Trace     TO outbox_auditor;
GRANT SELECT  ON OBJECT::outbox.Health    TO outbox_auditor;
