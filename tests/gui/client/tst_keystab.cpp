#include "../PageFixture.h"
#include "ClientFixture.h"

#include "draft/ClientDraft.h"
#include "draft/SecretTable.h"
#include "draft/TextListTable.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "support/DraftTyping.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/client/keys/AddKeyDialog.h"
#include "ui/client/keys/KeyListModel.h"
#include "ui/client/keys/KeyPairDialog.h"
#include "ui/client/keys/KeysTab.h"
#include "ui/client/secrets/SecretsTab.h"
#include "ui/common/FileField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// The tab Keys, and what the tab Secrets says where there are none.
class TestKeysTab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void offUnlessPrivateKey();
    void keySetIsAdded();
    void certificateShowsItsEnd();
    void privateKeyIsRefused();
    void pairIsHandedOverOnce_data();
    void pairIsHandedOverOnce();
    void pairIsCopied();
    void problemsStandAtTheirKey();
    void uriIsAField();
    void secretsSayWhyThereAreNone();
    void secretOfTheServerGoesOnceOneIsAdded();

private:
    KeysTab *tab() { return m_page->findChild<KeysTab *>(); }
    QTableView *list() { return tab()->findChild<QTableView *>(); }
    ClientDraft &draft() { return *m_page->findChild<ClientDraft *>(); }
    QString cell(int row, int column) { return list()->model()->index(row, column).data().toString(); }
    void addFile(const QString &path);
    void choose(const QString &authentication)
    {
        test::type(draft(), ClientField::ClientAuthentication, authentication);
    }

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

namespace {

/// Cancel has its mnemonic from the desktop.
QStringList keyDialogFaults(const QDialog &dialog)
{
    QStringList faults = test::accessibilityFaults(dialog);
    faults.removeAll(u"no mnemonic: Cancel"_s);
    return faults;
}

QPushButton *buttonIn(const QWidget &widget, const QString &text)
{
    for (auto *candidate : widget.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    qFatal("no button %s", qPrintable(text));
}

bool isSaid(const QWidget &widget, const QString &text)
{
    return std::ranges::any_of(widget.findChildren<QLabel *>(), [&](const QLabel *label) {
        return label->isVisibleTo(&widget) && label->text().contains(text);
    });
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString written(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("no file");
    return path;
}

// RFC 7517 A.1, without what a key need not have.
const QByteArray ecKey =
    R"({"kty":"EC","crv":"P-256","kid":"one","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"})";

}

void TestKeysTab::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    m_fixture->addWebClient(u"alpha"_s);
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->refresh();
    QTRY_COMPARE(draft().typed().clientId, u"alpha"_s);
    choose(u"private_key"_s);
    m_page->goTo(ClientField::Keys, -1);
    QVERIFY(tab());
}

void TestKeysTab::addFile(const QString &path)
{
    buttonIn(*tab(), u"Add key from file..."_s)->click();
    auto *dialog = tab()->findChild<AddKeyDialog *>();
    QVERIFY(dialog);
    QCOMPARE(keyDialogFaults(*dialog), QStringList());
    dialog->findChild<FileField *>()->setPath(path);
    dialog->accept();
    QTRY_VERIFY(!m_fixture->tasks().isAnyRunning());
}

void TestKeysTab::offUnlessPrivateKey()
{
    QVERIFY(buttonIn(*tab(), u"Add key from file..."_s)->isEnabled());
    QVERIFY(isSaid(*tab(), u"No keys yet."_s));
    choose(u"client_secret"_s);
    QVERIFY(!buttonIn(*tab(), u"Add key from file..."_s)->isEnabled());
    QVERIFY(!buttonIn(*tab(), u"Generate key pair..."_s)->isEnabled());
    QVERIFY(isSaid(*tab(), u"Needs Client authentication Private key."_s));
    QVERIFY(!isSaid(*tab(), u"No keys yet."_s));
}

void TestKeysTab::keySetIsAdded()
{
    const QByteArray other = QByteArray(ecKey).replace("one", "two");
    addFile(written(m_fixture->path(u"set.jwks"_s), R"({"keys": [)" + ecKey + ", " + other + "]}"));
    QTRY_COMPARE(draft().typed().keys.size(), 1);
    QVERIFY(isSaid(*tab(), u"left out"_s));
    QCOMPARE(cell(0, KeyListModel::Kind), u"EC, P-256"_s);
    QCOMPARE(cell(0, KeyListModel::KeyId), u"one"_s);
    QCOMPARE(cell(0, KeyListModel::Thumbprint), u"cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s"_s);
    QVERIFY(m_page->validation().problemsOf(ClientField::Keys).isEmpty());
    m_page->undoStack()->undo();
    QVERIFY(draft().typed().keys.isEmpty());
    m_page->undoStack()->redo();
    list()->selectRow(0);
    buttonIn(*tab(), u"Remove key"_s)->click();
    QVERIFY(draft().typed().keys.isEmpty());
    QCOMPARE(m_page->undoStack()->count(), 3);
}

void TestKeysTab::certificateShowsItsEnd()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto tools = certificateTools();
    QVERIFY(tools);
    const auto made = (*tools)->create(u"alpha"_s, now.addYears(-1), now.addDays(-1));
    QVERIFY(made);
    addFile(written(m_fixture->path(u"old.cer"_s), made->certificate));
    QTRY_COMPARE(draft().typed().keys.size(), 1);
    QTRY_VERIFY(cell(0, KeyListModel::Expires).contains(u"expired"_s));
    QCOMPARE(cell(0, KeyListModel::Kind), u"RSA, 3072 bits"_s);
}

void TestKeysTab::privateKeyIsRefused()
{
    const QByteArray whole =
        QByteArray(ecKey).replace("}", R"(,"d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"})");
    addFile(written(m_fixture->path(u"key.jwk"_s), whole));
    QTRY_VERIFY(m_page->findChild<MessageBar *>()->text().contains(u"private part"_s));
    QVERIFY(!m_page->findChild<MessageBar *>()->text().contains(u"870MB6"_s));
    QVERIFY(draft().typed().keys.isEmpty());
}

void TestKeysTab::pairIsHandedOverOnce_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("form");
    QTest::addColumn<QString>("shownKind");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("EC, PEM") << u"ec"_s << u"pem"_s << u"EC, P-256"_s << "-----BEGIN PRIVATE KEY-----"_ba;
    QTest::newRow("EC, JWK") << u"ec"_s << u"jwk"_s << u"EC, P-256"_s << "\"d\":\""_ba;
    QTest::newRow("RSA, JWK") << u"rsa"_s << u"jwk"_s << u"RSA, 3072 bits"_s << "\"dq\":\""_ba;
}

void TestKeysTab::pairIsHandedOverOnce()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, form);
    QFETCH(const QByteArray, written);
    buttonIn(*tab(), u"Generate key pair..."_s)->click();
    auto *dialog = tab()->findChild<KeyPairDialog *>();
    QVERIFY(dialog);
    QCOMPARE(keyDialogFaults(*dialog), QStringList());
    const QPushButton *add = buttonIn(*dialog, u"Add public key"_s);
    const auto boxes = dialog->findChildren<KeyComboBox *>();
    for (const auto &[box, key] : {std::pair{boxes.at(0), kind}, {boxes.at(1), form}}) {
        box->setKey(key);
        Q_EMIT box->keyChosen(key);
    }
    QPushButton *save = buttonIn(*dialog, u"Save private key"_s);
    const QString path = m_fixture->path(u"private"_s);
    dialog->findChild<FileField *>()->setPath(path);
    QTRY_VERIFY(save->isEnabled());
    QVERIFY(!add->isEnabled());
    save->click();
    QTRY_VERIFY(add->isEnabled());
    QVERIFY(contentOf(path).contains(written));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    dialog->accept();
    QTRY_VERIFY(!tab()->findChild<KeyPairDialog *>());
    QTEST(cell(0, KeyListModel::Kind), "shownKind");
    QCOMPARE(cell(0, KeyListModel::KeyId), cell(0, KeyListModel::Thumbprint));
    QVERIFY(!draft().typed().keys.first().contains(u"\"d\""_s));
    QVERIFY(m_page->validation().problemsOf(ClientField::Keys).isEmpty());
}

void TestKeysTab::pairIsCopied()
{
    buttonIn(*tab(), u"Generate key pair..."_s)->click();
    auto *dialog = tab()->findChild<KeyPairDialog *>();
    QTRY_VERIFY(buttonIn(*dialog, u"Copy"_s)->isEnabled());
    buttonIn(*dialog, u"Copy"_s)->click();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"-----BEGIN PRIVATE KEY-----"_s));
    QVERIFY(buttonIn(*dialog, u"Add public key"_s)->isEnabled());
    dialog->reject();
    QVERIFY(draft().typed().keys.isEmpty());
}

void TestKeysTab::problemsStandAtTheirKey()
{
    KeyListModel model(draft(), m_page->validation());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.add({QString::fromUtf8(ecKey), uR"({"kty":"EC","crv":"P-256","x":"abc"})"_s}), 2);
    QCOMPARE(model.index(0, KeyListModel::Problems).data().toString(), QString());
    QVERIFY(model.index(1, KeyListModel::Problems).data().toString().contains(u"lacks y"_s));
    model.remove({0});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.add({uR"({"kty":"EC","crv":"P-256","x":"abc"})"_s}), 0);
}

void TestKeysTab::uriIsAField()
{
    m_page->goTo(ClientField::JwksUri, -1);
    auto *edit = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(edit);
    QCOMPARE(edit->property("column").toString(), u"jwks_uri"_s);
    QTest::keyClicks(edit, u"https://alpha.example.com/jwks"_s);
    QCOMPARE(draft().typed().jwksUri, u"https://alpha.example.com/jwks"_s);
    QVERIFY(m_page->validation().problemsOf(ClientField::Keys).isEmpty());
    choose(u"client_secret"_s);
    QVERIFY(!edit->isEnabled());
    QCOMPARE(edit->text(), QString());
    choose(u"private_key"_s);
    QCOMPARE(edit->text(), u"https://alpha.example.com/jwks"_s);
}

void TestKeysTab::secretsSayWhyThereAreNone()
{
    m_page->goTo(ClientField::Secrets, -1);
    auto *secrets = m_page->findChild<SecretsTab *>();
    QVERIFY(isSaid(*secrets, u"proves who it is by its private key"_s));
    QVERIFY(isSaid(*secrets, u"kept, but not exported"_s));
    QVERIFY(!buttonIn(*secrets, u"Add secret"_s)->isEnabled());
    QVERIFY(!m_page->available().testFlag(Page::Action::AddSecret));
    choose(u"none"_s);
    QVERIFY(isSaid(*secrets, u"A public client has no secret"_s));
    QVERIFY(m_page->obstacle(Page::Action::AddSecret).contains(u"A public client has no secret"_s));
    choose(u"client_secret"_s);
    QVERIFY(buttonIn(*secrets, u"Add secret"_s)->isEnabled());
}

void TestKeysTab::secretOfTheServerGoesOnceOneIsAdded()
{
    ClientApplication client = m_fixture->stored(u"alpha"_s);
    const ClientSecret ours = client.secrets.first();
    client.secrets = {ClientSecret{.created = QDateTime::currentDateTimeUtc()}};
    draft().load(client);
    QVERIFY(draft().typed().secrets.first().isKnownToServerOnly());
    draft().secrets().add(ours);
    QCOMPARE(draft().typed().secrets.size(), 1);
    QCOMPARE(draft().typed().secrets.first().hash, ours.hash);
    m_page->undoStack()->undo();
    QVERIFY(draft().typed().secrets.first().isKnownToServerOnly());
}

GATEHOUSE_TEST(TestKeysTab)
#include "tst_keystab.moc"
