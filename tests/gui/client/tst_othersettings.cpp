#include "domain/rules/ClientRules.h"
#include "draft/TextListTable.h"
#include "support/DraftTyping.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"
#include "ui/client/othersettings/AddSettingDialog.h"
#include "ui/client/othersettings/OtherSettingsTab.h"
#include "ui/client/othersettings/SettingsModel.h"
#include "ui/common/KeyComboBox.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestOtherSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void treeShowsWhatIsThere_data();
    void treeShowsWhatIsThere();
    void valueIsEdited_data();
    void valueIsEdited();
    void kindIsChanged_data();
    void kindIsChanged();
    void membersAndElementsAreAddedAndRemoved();
    void lastSettingTakesItsFormatAlong();
    void eachEditIsOneStep();
    void refusedSecretIsShownAtItsPlace();
    void grantIsShownAtItsPlace();
    void tabSaysWhatItIsFor();
    void tabTypesIntoACell();
    void tabStaysUnfolded();
    void dialogRefusesANameThatIsThere();

private:
    QModelIndex at(const QString &place, int column = 0)
    {
        return m_model->indexOf(place).siblingAtColumn(column);
    }
    QString stored(const QString &format = u"keycloak"_s)
    {
        return m_draft->typed().otherSettings.value(format);
    }
    void setValue(const QString &place, const QString &text)
    {
        m_model->setData(at(place, SettingsModel::Value), text);
    }

    std::unique_ptr<ClientDraft> m_draft;
    std::unique_ptr<DraftHistory> m_history;
    std::unique_ptr<ValidationController> m_validation;
    std::unique_ptr<SettingsModel> m_model;
};

namespace {

const QString keycloak =
    uR"({"attributes":{"a.b":"true","c":"x"},"flows":["one",2],"full":true,"none":null,"order":7})"_s;

}

void TestOtherSettings::init()
{
    m_draft = std::make_unique<ClientDraft>();
    m_history = std::make_unique<DraftHistory>(*m_draft);
    m_validation = std::make_unique<ValidationController>(*m_draft);
    ClientApplication client;
    client.key = u"k"_s;
    client.version = 1;
    client.clientId = u"shop"_s;
    client.otherSettings = {{u"hydra"_s, uR"({"owner":"ann"})"_s}, {u"keycloak"_s, keycloak}};
    m_draft->load(rules::normalized(client));
    m_model = std::make_unique<SettingsModel>(*m_draft, *m_validation);
    new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_model.get());
}

void TestOtherSettings::cleanup()
{
    m_model.reset();
    m_validation.reset();
    m_history.reset();
    m_draft.reset();
}

void TestOtherSettings::treeShowsWhatIsThere_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QStringList>("cells");
    QTest::newRow("format") << u"keycloak"_s << QStringList{u"keycloak"_s, u"Object"_s, u"5 settings"_s};
    QTest::newRow("text") << u"hydra.owner"_s << QStringList{u"owner"_s, u"Text"_s, u"ann"_s};
    QTest::newRow("text that looks like a flag")
        << u"keycloak.attributes.a.b"_s << QStringList{u"a.b"_s, u"Text"_s, u"true"_s};
    QTest::newRow("flag") << u"keycloak.full"_s << QStringList{u"full"_s, u"True or false"_s, u"true"_s};
    QTest::newRow("number") << u"keycloak.order"_s << QStringList{u"order"_s, u"Number"_s, u"7"_s};
    QTest::newRow("nothing") << u"keycloak.none"_s << QStringList{u"none"_s, u"Nothing (null)"_s, u"null"_s};
    QTest::newRow("element") << u"keycloak.flows[0]"_s << QStringList{u"[0]"_s, u"Text"_s, u"one"_s};
}

void TestOtherSettings::treeShowsWhatIsThere()
{
    QFETCH(const QString, place);
    QFETCH(const QStringList, cells);
    QStringList found;
    for (int column = 0; column < m_model->columnCount(); ++column)
        found << at(place, column).data().toString();
    QCOMPARE(found.first(2), cells.first(2));
    QCOMPARE(found.last().section(u' ', 0, 0), cells.last().section(u' ', 0, 0));
    QCOMPARE(m_model->rowCount(), 2);
}

void TestOtherSettings::valueIsEdited_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("text") << u"keycloak.attributes.c"_s << u"a \"b\""_s << u"\"c\":\"x\""_s
                          << u"\"c\":\"a \\\"b\\\"\""_s;
    QTest::newRow("flag") << u"keycloak.full"_s << u"false"_s << u"\"full\":true"_s << u"\"full\":false"_s;
    QTest::newRow("number") << u"keycloak.order"_s << u"12.5"_s << u"\"order\":7"_s << u"\"order\":12.5"_s;
    QTest::newRow("no number") << u"keycloak.order"_s << u"-"_s << u"\"order\":7"_s << u"\"order\":7"_s;
    QTest::newRow("element") << u"keycloak.flows[1]"_s << u"3"_s << u"[\"one\",2]"_s << u"[\"one\",3]"_s;
}

void TestOtherSettings::valueIsEdited()
{
    QFETCH(const QString, place);
    QFETCH(const QString, typed);
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    setValue(place, typed);
    QCOMPARE(stored(), QString(keycloak).replace(before, after));
    QCOMPARE(stored(u"hydra"_s), uR"({"owner":"ann"})"_s);
    QCOMPARE(m_history->undoStack().count(), before == after ? 0 : 1);
    m_history->undoStack().undo();
    QCOMPARE(stored(), keycloak);
    QVERIFY(!m_draft->isModified());
}

void TestOtherSettings::kindIsChanged_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("value");
    QTest::newRow("text to flag") << u"keycloak.attributes.a.b"_s << u"flag"_s << u"true"_s;
    QTest::newRow("text that is no number") << u"keycloak.attributes.c"_s << u"number"_s << u"0"_s;
    QTest::newRow("number to text") << u"keycloak.order"_s << u"text"_s << u"7"_s;
    QTest::newRow("flag to nothing") << u"keycloak.full"_s << u"null"_s << u"null"_s;
}

void TestOtherSettings::kindIsChanged()
{
    QFETCH(const QString, place);
    QFETCH(const QString, kind);
    QVERIFY(m_model->setData(at(place, SettingsModel::Kind), kind));
    QCOMPARE(at(place, SettingsModel::Kind).data(Qt::EditRole).toString(), kind);
    QTEST(at(place, SettingsModel::Value).data().toString(), "value");
    QVERIFY(!m_model->setData(at(place, SettingsModel::Kind), u"no kind"_s));
}

void TestOtherSettings::membersAndElementsAreAddedAndRemoved()
{
    m_model->add(at(u"keycloak.attributes"_s), u"d"_s, settingstree::Kind::Flag);
    m_model->add(at(u"keycloak.flows"_s), {}, settingstree::Kind::Text);
    QVERIFY(stored().contains(uR"({"a.b":"true","c":"x","d":false})"_s));
    QVERIFY(stored().contains(uR"(["one",2,""])"_s));
    m_model->remove(at(u"keycloak.flows[1]"_s));
    m_model->remove(at(u"keycloak.attributes"_s));
    QCOMPARE(stored(), uR"({"flows":["one",""],"full":true,"none":null,"order":7})"_s);
    QCOMPARE(m_history->undoStack().count(), 4);
    while (m_history->undoStack().canUndo())
        m_history->undoStack().undo();
    QCOMPARE(stored(), keycloak);
    QVERIFY(at(u"keycloak.attributes.c"_s).isValid());
}

void TestOtherSettings::lastSettingTakesItsFormatAlong()
{
    m_model->remove(at(u"hydra.owner"_s));
    QVERIFY(!m_draft->typed().otherSettings.contains(u"hydra"_s));
    m_model->addTo(u"glewlwyd"_s, u"enabled"_s, settingstree::Kind::Text);
    QCOMPARE(stored(u"glewlwyd"_s), uR"({"enabled":""})"_s);
    m_model->addTo(u"glewlwyd"_s, u"more"_s, settingstree::Kind::Object);
    QCOMPARE(stored(u"glewlwyd"_s), uR"({"enabled":"","more":{}})"_s);
    m_model->remove(at(u"keycloak"_s));
    QCOMPARE(m_draft->typed().otherSettings.keys(), QStringList{u"glewlwyd"_s});
}

void TestOtherSettings::eachEditIsOneStep()
{
    setValue(u"keycloak.attributes.c"_s, u"y"_s);
    setValue(u"keycloak.attributes.c"_s, u"yz"_s);
    QCOMPARE(m_history->undoStack().count(), 1);
    m_draft->endTyping();
    setValue(u"keycloak.order"_s, u"8"_s);
    QCOMPARE(m_history->undoStack().count(), 2);
    m_history->undoStack().undo();
    QCOMPARE(at(u"keycloak.order"_s, SettingsModel::Value).data().toString(), u"7"_s);
    QCOMPARE(at(u"keycloak.attributes.c"_s, SettingsModel::Value).data().toString(), u"yz"_s);
}

void TestOtherSettings::refusedSecretIsShownAtItsPlace()
{
    QVERIFY(!m_model->firstProblem().isValid());
    m_model->add(at(u"keycloak.attributes"_s), u"client.secret"_s, settingstree::Kind::Text);
    setValue(u"keycloak.attributes.client.secret"_s, u"hunter2hunter2"_s);
    QVERIFY(!m_validation->canSave());
    const QModelIndex place = at(u"keycloak.attributes.client.secret"_s);
    QCOMPARE(m_model->firstProblem(), place);
    QCOMPARE(place.data(DraftTable::SeverityRole).toInt(), int(Severity::Error));
    QVERIFY(place.data(Qt::ToolTipRole).toString().contains(u"holds a secret"_s));
    QCOMPARE(at(u"keycloak.attributes.c"_s).data(DraftTable::SeverityRole).toInt(), -1);
}

void TestOtherSettings::grantIsShownAtItsPlace()
{
    m_model->addTo(u"keycloak"_s, u"implicitFlowEnabled"_s, settingstree::Kind::Flag);
    setValue(u"keycloak.implicitFlowEnabled"_s, u"true"_s);
    QCOMPARE(m_model->firstProblem(), at(u"keycloak.implicitFlowEnabled"_s));
    m_model->remove(at(u"keycloak.implicitFlowEnabled"_s));
    m_model->addTo(u"hydra"_s, u"grant_types"_s, settingstree::Kind::List);
    m_model->add(at(u"hydra.grant_types"_s), {}, settingstree::Kind::Text);
    setValue(u"hydra.grant_types[0]"_s, u"password"_s);
    QCOMPARE(m_model->firstProblem(), at(u"hydra.grant_types[0]"_s));
}

void TestOtherSettings::tabSaysWhatItIsFor()
{
    OtherSettingsTab tab(*m_draft, *m_validation);
    tab.show();
    QVERIFY(tab.findChild<QTreeView *>()->isVisible());
    m_draft->startNew();
    QVERIFY(!tab.findChild<QTreeView *>()->isVisible());
    QVERIFY(std::ranges::any_of(tab.findChildren<QLabel *>(), [](const QLabel *label) {
        return label->isVisible() && label->text().startsWith(u"No other settings."_s);
    }));
}

void TestOtherSettings::tabTypesIntoACell()
{
    OtherSettingsTab tab(*m_draft, *m_validation);
    tab.resize(800, 500);
    tab.show();
    QVERIFY(QTest::qWaitForWindowActive(&tab));
    auto *tree = tab.findChild<QTreeView *>();
    auto *model = static_cast<SettingsModel *>(tree->model());
    const QModelIndex cell = model->indexOf(u"keycloak.attributes.c"_s).siblingAtColumn(SettingsModel::Value);
    tree->setFocus();
    tree->setCurrentIndex(cell);
    tree->edit(cell);
    auto *edit = tree->findChild<QLineEdit *>();
    QVERIFY(edit);
    QTest::keyClick(edit, Qt::Key_End);
    QTest::keyClicks(edit, u"yz"_s);
    QVERIFY(stored().contains(uR"("c":"xyz")"_s));
    QCOMPARE(m_history->undoStack().count(), 1);
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(stored(), keycloak);
}

void TestOtherSettings::tabStaysUnfolded()
{
    OtherSettingsTab tab(*m_draft, *m_validation);
    auto *tree = tab.findChild<QTreeView *>();
    auto *model = static_cast<SettingsModel *>(tree->model());
    QVERIFY(tree->isExpanded(model->indexOf(u"keycloak.flows"_s)));
    tree->collapse(model->indexOf(u"keycloak.attributes"_s));
    model->addTo(u"keycloak"_s, u"new"_s, settingstree::Kind::Text);
    QVERIFY(tree->isExpanded(model->indexOf(u"keycloak.flows"_s)));
    QVERIFY(!tree->isExpanded(model->indexOf(u"keycloak.attributes"_s)));
}

void TestOtherSettings::dialogRefusesANameThatIsThere()
{
    AddSettingDialog dialog(*m_model, at(u"keycloak.attributes"_s));
    auto *name = dialog.findChild<QLineEdit *>();
    QPushButton *button = nullptr;
    for (auto *candidate : dialog.findChildren<QPushButton *>())
        button = candidate->text().remove(u'&') == u"Add setting"_s ? candidate : button;
    QVERIFY(!button->isEnabled());
    name->setText(u"c"_s);
    QVERIFY(!button->isEnabled());
    name->setText(u"login_theme"_s);
    QVERIFY(button->isEnabled());
    QCOMPARE(dialog.add(), u"keycloak.attributes.login_theme"_s);
    QCOMPARE(at(u"keycloak.attributes.login_theme"_s, SettingsModel::Kind).data().toString(), u"Text"_s);
}

GATEHOUSE_TEST(TestOtherSettings)
#include "tst_othersettings.moc"
