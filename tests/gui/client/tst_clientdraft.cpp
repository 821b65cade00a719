#include "domain/SecretMaker.h"
#include "domain/rules/ClientRules.h"
#include "draft/SecretTable.h"
#include "support/DraftTyping.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestClientDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void switchingBackBringsBackWhatWasTyped();
    void undoGoesBackField();
    void typingInOneFieldIsOneStep();
    void duplicateHasNoSecretsAndIsModified();
    void acceptSavedKeepsWhatWasTypedMeanwhile();
    void lateSaveLeavesAnotherClientAlone();
    void subjectChangesWithTheClientOnly();
    void storedMachineClientOpensUnmodifiedAndComesBackWithPkce();
    void enabledIsLockedUntilComplete();
    void mergeIsOneStepToUndo();
    void halfTypedNumberOutlivesAMerge();
};

namespace {

ClientApplication storedWebClient()
{
    ClientApplication client;
    client.key = u"k1"_s;
    client.version = 3;
    client.clientId = u"shop"_s;
    client.title = u"Shop"_s;
    client.loginRedirects = {u"https://shop.example.com/cb"_s};
    client.secrets = {
        storedSecret("0123456789abcdefghijklmnopqrstuv", u"first"_s, QDateTime::currentDateTimeUtc())};
    client.secrets.first().key = u"s1"_s;
    return rules::normalized(client);
}

}

/// Of every part of it: cells, rows, texts and secrets.
void TestClientDraft::mergeIsOneStepToUndo()
{
    ClientDraft draft;
    DraftHistory history(draft);
    draft.load(storedWebClient());
    test::type(draft, ClientField::Title, u"Mine"_s);
    const ClientApplication typed = draft.typed();
    ClientApplication theirs = storedWebClient();
    theirs.version = 4;
    theirs.description = u"Theirs"_s;
    theirs.loginRedirects << u"https://theirs.example.com/cb"_s;
    theirs.consentTexts[u"nl"_s].profile = u"Uw naam"_s;
    theirs.secrets.clear();
    theirs.acceptedRisks = {
        {.rule = u"pkce_off"_s, .value = {}, .reason = u"why"_s, .by = u"anna"_s, .at = {}}};
    ClientApplication merged = theirs;
    merged.title = u"Mine"_s;

    QSignalSpy begun(&draft, &ClientDraft::begun);
    const int subject = draft.subject();
    draft.rebase(theirs, merged);
    QVERIFY(draft.typed() == merged);
    QVERIFY(draft.stored() == theirs);
    QVERIFY(draft.isModified());
    QCOMPARE(draft.subject(), subject);
    QCOMPARE(begun.size(), 0);
    QCOMPARE(history.undoStack().count(), 2);
    for (int round = 0; round < 2; ++round) {
        history.undoStack().undo();
        ClientApplication back = draft.typed();
        QCOMPARE(back.version, 4);
        back.version = typed.version;
        QVERIFY(back == typed);
        history.undoStack().redo();
        QVERIFY(draft.typed() == merged);
    }
    history.undoStack().undo();
    history.undoStack().undo();
    QCOMPARE(draft.typed().title, u"Shop"_s);
}

void TestClientDraft::halfTypedNumberOutlivesAMerge()
{
    ClientDraft draft;
    draft.load(storedWebClient());
    test::type(draft, ClientField::AccessTokenLifetime, u"1 hou"_s);
    ClientApplication theirs = storedWebClient();
    theirs.title = u"Theirs"_s;
    ClientApplication merged = draft.typed();
    merged.title = u"Theirs"_s;
    draft.rebase(theirs, merged);
    QCOMPARE(draft.cell(ClientField::AccessTokenLifetime).data(Qt::EditRole).toString(), u"1 hou"_s);
    QCOMPARE(draft.typed().title, u"Theirs"_s);
}

void TestClientDraft::switchingBackBringsBackWhatWasTyped()
{
    ClientDraft draft;
    draft.load(storedWebClient());
    test::type(draft, ClientField::RequireConsent, true);
    test::type(draft, ClientField::AllowRememberConsent, true);
    test::type(draft, ClientField::LogoUri, u"https://shop.example.com/l.png"_s);

    test::type(draft, ClientField::SupportOpenId, false);
    test::type(draft, ClientField::GrantType, u"client_credentials"_s);
    QCOMPARE(draft.normalized().requireConsent, false);
    QCOMPARE(draft.normalized().logoUri, QString());
    QCOMPARE(draft.normalized().requirePkce, false);

    test::type(draft, ClientField::GrantType, u"authorization_code"_s);
    QCOMPARE(draft.normalized().requireConsent, true);
    QCOMPARE(draft.normalized().allowRememberConsent, true);
    QCOMPARE(draft.normalized().requirePkce, true);
    QCOMPARE(draft.normalized().logoUri, u"https://shop.example.com/l.png"_s);
    QCOMPARE(draft.normalized().loginRedirects.size(), 1);
}

void TestClientDraft::undoGoesBackField()
{
    ClientDraft draft;
    DraftHistory history(draft);
    draft.load(storedWebClient());
    test::type(draft, ClientField::RequirePkce, false);
    test::type(draft, ClientField::SupportRefreshTokens, true);
    history.undoStack().undo();
    QCOMPARE(draft.typed().supportRefreshTokens, false);
    QCOMPARE(draft.typed().requirePkce, false);
    history.undoStack().undo();
    QVERIFY(!draft.isModified());
    history.undoStack().redo();
    QCOMPARE(draft.typed().requirePkce, false);
}

void TestClientDraft::typingInOneFieldIsOneStep()
{
    ClientDraft draft;
    DraftHistory history(draft);
    draft.load(storedWebClient());
    for (const QString &text : {u"S"_s, u"Sh"_s, u"Shoe"_s})
        test::type(draft, ClientField::Title, text);
    QCOMPARE(history.undoStack().count(), 1);
    draft.endTyping();
    test::type(draft, ClientField::Title, u"Shoes"_s);
    QCOMPARE(history.undoStack().count(), 2);
    history.undoStack().undo();
    QCOMPARE(draft.typed().title, u"Shoe"_s);
    history.undoStack().undo();
    QCOMPARE(draft.typed().title, u"Shop"_s);
}

void TestClientDraft::duplicateHasNoSecretsAndIsModified()
{
    ClientApplication original = storedWebClient();
    original.enabled = true;
    ClientDraft draft;
    draft.startDuplicate(original);
    QVERIFY(draft.isNew());
    QVERIFY(draft.isModified());
    QVERIFY(draft.typed().secrets.isEmpty());
    QVERIFY(!draft.typed().enabled);
    QVERIFY(draft.typed().clientId != original.clientId);
    QCOMPARE(draft.typed().loginRedirects, original.loginRedirects);
}

void TestClientDraft::acceptSavedKeepsWhatWasTypedMeanwhile()
{
    ClientDraft draft;
    draft.load(storedWebClient());
    test::type(draft, ClientField::Title, u"Sent"_s);
    const ClientApplication sent = draft.normalized();
    test::type(draft, ClientField::Title, u"Typed later"_s);

    ClientApplication saved = sent;
    saved.version = 4;
    draft.acceptSaved(sent, saved);
    QCOMPARE(draft.typed().title, u"Typed later"_s);
    QCOMPARE(draft.typed().version, 4);
    QVERIFY(draft.isModified());
    test::type(draft, ClientField::Title, u"Sent"_s);
    QVERIFY(!draft.isModified());
}

void TestClientDraft::lateSaveLeavesAnotherClientAlone()
{
    ClientDraft draft;
    draft.load(storedWebClient());
    test::type(draft, ClientField::Title, u"Sent"_s);
    const ClientApplication sent = draft.normalized();
    draft.startNew();
    test::type(draft, ClientField::ClientId, u"fresh"_s);

    draft.acceptSaved(sent, sent);
    QVERIFY(draft.isNew());
    QCOMPARE(draft.typed().clientId, u"fresh"_s);
    QVERIFY2(draft.typed().key != sent.key, "saving it would write over the client application sent before");

    draft.clear();
    draft.acceptSaved(sent, sent);
    QVERIFY(!draft.isOpen());
}

void TestClientDraft::subjectChangesWithTheClientOnly()
{
    ClientDraft draft;
    draft.startNew();
    const int fresh = draft.subject();
    test::type(draft, ClientField::ClientId, u"shop"_s);
    draft.acceptSaved(draft.normalized(), storedWebClient());
    QCOMPARE(draft.subject(), fresh);
    draft.load(storedWebClient());
    draft.revert();
    QCOMPARE(draft.subject(), fresh);

    ClientApplication other = storedWebClient();
    other.key = u"k2"_s;
    draft.load(other);
    const int second = draft.subject();
    QVERIFY(second != fresh);
    draft.startDuplicate(other);
    const int third = draft.subject();
    QVERIFY(third != second);
    draft.startNew();
    QVERIFY(draft.subject() != third);
}

void TestClientDraft::storedMachineClientOpensUnmodifiedAndComesBackWithPkce()
{
    ClientApplication machine = storedWebClient();
    machine.supportOpenId = false;
    machine.grantType = GrantType::ClientCredentials;
    machine.identity = u"bot"_s;
    machine = rules::normalized(machine);
    ClientDraft draft;
    draft.load(machine);
    QVERIFY(!draft.isModified());
    test::type(draft, ClientField::GrantType, u"authorization_code"_s);
    QVERIFY(draft.normalized().requirePkce);
    QVERIFY(draft.normalized().identity.isEmpty());
}

void TestClientDraft::enabledIsLockedUntilComplete()
{
    ClientDraft draft;
    ValidationController validation(draft);
    ClientApplication incomplete = storedWebClient();
    incomplete.secrets.clear();
    draft.load(incomplete);
    QVERIFY(!validation.stateOf(ClientField::Enabled).isEditable());
    QVERIFY(!validation.stateOf(ClientField::Enabled).reason.isEmpty());

    draft.secrets().add(storedWebClient().secrets.first());
    QVERIFY(validation.stateOf(ClientField::Enabled).isEditable());
    test::type(draft, ClientField::Enabled, true);
    QVERIFY(validation.canSave());
    draft.secrets().removeRows(0, 1);
    QVERIFY2(!validation.canSave(), "an enabled client application without a secret cannot be saved");
    QVERIFY2(validation.stateOf(ClientField::Enabled).isEditable(), "Enabled can always be cleared");
}

GATEHOUSE_TEST(TestClientDraft)
#include "tst_clientdraft.moc"
