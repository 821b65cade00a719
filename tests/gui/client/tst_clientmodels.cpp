#include "domain/SecretMaker.h"
#include "draft/SecretTable.h"
#include "draft/TextListTable.h"
#include "support/DraftTyping.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"
#include "ui/client/scopes/ScopeChoiceModel.h"
#include "ui/common/KeyComboBox.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestClientModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void redirectsFromPaste();
    void redirectEditedAndRemoved();
    void redirectShowsItsProblem();
    void secretsAddedDescribedRemoved();
    void scopesCheckedAndUnchecked();
    void scopeThatDoesNotExistIsShown();
    void defaultResourcesHaveClaims();
    void openIdIsAlwaysThere();
    void customResourcesCheckedAndUnchecked();
    void comboKeepsUnknownKey();
    void comboOffersUnknownKeyOnlyWhileItIsSet();

private:
    std::unique_ptr<ClientDraft> m_draft;
    std::unique_ptr<DraftHistory> m_history;
    std::unique_ptr<ValidationController> m_validation;
};

void TestClientModels::init()
{
    m_validation.reset();
    m_history.reset();
    m_draft = std::make_unique<ClientDraft>();
    m_history = std::make_unique<DraftHistory>(*m_draft);
    m_validation = std::make_unique<ValidationController>(*m_draft);
    CustomResource department{u"c"_s, 1, u"department"_s, true, u"Department"_s, {}, {}};
    department.claims = {{u"department"_s, ClaimSource::UserAttribute, u"department"_s}};
    CustomResource badge{u"d"_s, 1, u"badge"_s, false, u"Badge"_s, {}, {}};
    m_validation->setRecords(
        {.apiScopes = {{u"a"_s, 1, u"api"_s, u"API"_s, {}}, {u"b"_s, 1, u"orders.read"_s, u"Orders"_s, {}}},
         .customResources = {badge, department}});
    m_draft->startNew();
}

void TestClientModels::redirectsFromPaste()
{
    RedirectTable &model = m_draft->redirects(ClientField::LoginRedirects);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QString pasted =
        u" https://a.example.com/cb\u200B\r\n\n\thttps://b.example.com/cb \nhttps://a.example.com/cb\n"_s;
    const RedirectTable::Added added = model.addText(pasted);
    QCOMPARE(added.rows, 2);
    QCOMPARE(added.doubled, QStringList{u"https://a.example.com/cb"_s});
    QCOMPARE(m_draft->typed().loginRedirects,
             (QStringList{u"https://a.example.com/cb"_s, u"https://b.example.com/cb"_s}));
    QCOMPARE(model.rowCount(), 2);
    m_history->undoStack().undo();
    QCOMPARE(model.rowCount(), 0);
}

void TestClientModels::redirectEditedAndRemoved()
{
    RedirectTable &model = m_draft->redirects(ClientField::LogoutRedirects);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.addText(u"https://a.example.com/1\nhttps://a.example.com/2\nhttps://a.example.com/3"_s);
    QVERIFY(model.setData(model.index(1, 0), u" https://a.example.com/two\uFEFF"_s, Qt::EditRole));
    QCOMPARE(model.index(1, 0).data().toString(), u"https://a.example.com/two"_s);
    model.removeRowsAt({0, 2});
    QCOMPARE(m_draft->typed().logoutRedirects, QStringList{u"https://a.example.com/two"_s});
    QVERIFY(m_draft->typed().loginRedirects.isEmpty());
}

void TestClientModels::redirectShowsItsProblem()
{
    RedirectTable &model = m_draft->redirects(ClientField::LoginRedirects);
    model.addText(u"https://a.example.com/cb\nhttp://a.example.com/cb"_s);
    QCOMPARE(model.index(0, 0).data(DraftTable::SeverityRole).toInt(), -1);
    QCOMPARE(model.index(1, 0).data(DraftTable::SeverityRole).toInt(), int(Severity::Error));
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"http://a.example.com/cb"_s));
}

void TestClientModels::secretsAddedDescribedRemoved()
{
    SecretTable &model = m_draft->secrets();
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QByteArray plain = generateSecret();
    model.add(storedSecret(plain, u"first"_s, QDateTime::currentDateTimeUtc()));
    model.add(storedSecret(generateSecret(), u"second"_s, QDateTime::currentDateTimeUtc(),
                           QDateTime::currentDateTimeUtc().addDays(3)));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, SecretTable::Status).data(DraftTable::SeverityRole).toInt(),
             int(Severity::Warning));
    QVERIFY(model.setData(model.index(0, SecretTable::Description), u"renamed"_s, Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, SecretTable::LastFour), u"xxxx"_s, Qt::EditRole));
    for (int column = 0; column < model.columnCount(); ++column)
        QVERIFY(!model.index(0, column).data().toString().contains(QString::fromLatin1(plain)));
    model.removeRowsAt({1});
    QCOMPARE(m_draft->typed().secrets.size(), 1);
    QCOMPARE(m_draft->typed().secrets.first().description, u"renamed"_s);
}

void TestClientModels::scopesCheckedAndUnchecked()
{
    ScopeChoiceModel model(ClientField::ApiScopes, *m_draft, *m_validation);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QModelIndex orders = model.index(model.rowOf(u"orders.read"_s), ScopeChoiceModel::Name);
    QCOMPARE(orders.data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::Unchecked);
    QVERIFY(model.setData(orders, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(m_draft->typed().apiScopes, (QStringList{u"api"_s, u"orders.read"_s}));
    QVERIFY(model.setData(model.index(model.rowOf(u"api"_s), 0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(m_draft->typed().apiScopes, QStringList{u"orders.read"_s});
}

void TestClientModels::scopeThatDoesNotExistIsShown()
{
    ScopeChoiceModel model(ClientField::ApiScopes, *m_draft, *m_validation);
    m_draft->names(ClientField::ApiScopes).setTexts(QStringList{u"gone"_s});
    QVERIFY(model.rowOf(u"gone"_s) >= 0);
    QCOMPARE(model.index(model.rowOf(u"gone"_s), 0).data(Qt::CheckStateRole).value<Qt::CheckState>(),
             Qt::Checked);
}

void TestClientModels::defaultResourcesHaveClaims()
{
    ScopeChoiceModel model(ClientField::DefaultResources, *m_draft, *m_validation);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 5);
    const int email = model.rowOf(u"email"_s);
    QCOMPARE(model.index(email, ScopeChoiceModel::Details).data().toString(), u"email, email_verified"_s);
    for (const QString &name : {u"address"_s, u"email"_s, u"profile"_s})
        QVERIFY(model.setData(model.index(model.rowOf(name), 0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(m_draft->typed().defaultResources,
             (QStringList{u"openid"_s, u"profile"_s, u"email"_s, u"address"_s}));
    m_history->undoStack().undo();
    QCOMPARE(model.index(model.rowOf(u"profile"_s), 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
}

void TestClientModels::openIdIsAlwaysThere()
{
    ScopeChoiceModel model(ClientField::DefaultResources, *m_draft, *m_validation);
    const QModelIndex openId = model.index(model.rowOf(u"openid"_s), 0);
    QCOMPARE(openId.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QVERIFY(!model.setData(openId, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(m_draft->typed().defaultResources.contains(u"openid"_s));
    QVERIFY(!openId.data(Qt::ToolTipRole).toString().isEmpty());
    test::type(*m_draft, ClientField::SupportOpenId, false);
    QCOMPARE(model.index(model.rowOf(u"openid"_s), 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
}

void TestClientModels::customResourcesCheckedAndUnchecked()
{
    ScopeChoiceModel model(ClientField::CustomResources, *m_draft, *m_validation);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int department = model.rowOf(u"department"_s);
    const int badge = model.rowOf(u"badge"_s);
    QCOMPARE(model.index(department, ScopeChoiceModel::Title).data().toString(), u"Department"_s);
    QCOMPARE(model.index(department, ScopeChoiceModel::Details).data().toString(), u"department"_s);
    QVERIFY(model.index(badge, ScopeChoiceModel::State).data() !=
            model.index(department, ScopeChoiceModel::State).data());
    QVERIFY(model.setData(model.index(department, 0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(m_draft->typed().customResources, QStringList{u"department"_s});
    m_draft->names(ClientField::CustomResources).setTexts(QStringList{u"department"_s, u"gone"_s});
    QVERIFY(model.rowOf(u"gone"_s) > badge);
    QCOMPARE(m_validation->problemsOf(ClientField::CustomResources).size(), 1);
    QVERIFY(model.setData(model.index(model.rowOf(u"gone"_s), 0), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(m_validation->problemsOf(ClientField::CustomResources).isEmpty());
}

void TestClientModels::comboKeepsUnknownKey()
{
    KeyComboBox box;
    box.setItems({{u"a"_s, u"A"_s}, {u"b"_s, u"B"_s}});
    QSignalSpy chosen(&box, &KeyComboBox::keyChosen);
    box.setKey(u"deleted-user"_s);
    QCOMPARE(box.key(), u"deleted-user"_s);
    box.setItems({{u"a"_s, u"A"_s}});
    QCOMPARE(box.key(), u"deleted-user"_s);
    QCOMPARE(chosen.count(), 0);
}

void TestClientModels::comboOffersUnknownKeyOnlyWhileItIsSet()
{
    KeyComboBox box;
    box.setItems({{u"a"_s, u"A"_s}, {u"b"_s, u"B"_s}});
    box.setKey(u"deleted-user"_s);
    box.setKey(u"deleted-user"_s);
    QCOMPARE(box.count(), 3);
    box.setKey(u"other-deleted-user"_s);
    QCOMPARE(box.count(), 3);
    QCOMPARE(box.key(), u"other-deleted-user"_s);
    box.setKey(u"b"_s);
    QCOMPARE(box.key(), u"b"_s);
    QCOMPARE(box.count(), 2);
}

GATEHOUSE_TEST(TestClientModels)
#include "tst_clientmodels.moc"
