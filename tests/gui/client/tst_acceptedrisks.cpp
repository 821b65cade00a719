#include "../PageFixture.h"
#include "ClientFixture.h"

#include "draft/ClientDraft.h"
#include "support/SignedIn.h"
#include "ui/ProblemsPanel.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/client/list/ClientList.h"
#include "ui/client/risks/AcceptRiskDialog.h"
#include "ui/client/risks/AcceptedRiskModel.h"
#include "ui/client/risks/AcceptedRisks.h"
#include "ui/client/risks/RiskLabel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestAcceptedRisks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void panelOffersItForRisksAlone();
    void reasonIsNeeded();
    void acceptedSavedAndTakenBack();
    void undoBringsTheProblemBack();
    void listShowsThemInWords();
    void filterShowsThoseThatHaveSome();

private:
    ClientDraft &draft() { return *m_page->findChild<ClientDraft *>(); }
    QList<Problem> risksTold();
    /// As a person does.
    void accept(const QString &reason);
    void showPage();

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

namespace {

/// Cancel has its mnemonic from the desktop.
QStringList faultsOf(const QDialog &dialog)
{
    QStringList faults = test::accessibilityFaults(dialog);
    faults.removeAll(u"no mnemonic: Cancel"_s);
    return faults;
}

template<typename Button>
Button *buttonStarting(const QWidget &widget, const QString &text)
{
    for (auto *candidate : widget.findChildren<Button *>()) {
        if (candidate->text().remove(u'&').startsWith(text))
            return candidate;
    }
    qFatal("no button %s", qPrintable(text));
}

}

void TestAcceptedRisks::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    ClientApplication client = m_fixture->addWebClient(u"alpha"_s);
    client.requirePkce = false;
    m_fixture->save(client);
    m_fixture->addWebClient(u"beta"_s);
    m_fixture->thread()
        .run([this](Database &database) -> Result<void> {
            m_fixture->workplace().signedIn = test::workAs(database, u"root"_s);
            return {};
        })
        .waitForFinished();
    showPage();
}

void TestAcceptedRisks::showPage()
{
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(!m_page->validation().records().apiScopes.isEmpty());
    QTRY_COMPARE(draft().typed().clientId, u"alpha"_s);
    QTRY_COMPARE(risksTold().size(), 1);
}

QList<Problem> TestAcceptedRisks::risksTold()
{
    QList<Problem> risks = m_page->validation().problems();
    risks.removeIf([](const Problem &problem) { return problem.rule.isEmpty(); });
    return risks;
}

void TestAcceptedRisks::accept(const QString &reason)
{
    m_page->acceptRisk(risksTold().first());
    auto *dialog = m_page->findChild<AcceptRiskDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>()->setText(reason);
    QCOMPARE(faultsOf(*dialog), QStringList());
    buttonStarting<QPushButton>(*dialog, u"Accept risk"_s)->click();
    QTRY_VERIFY(!m_page->findChild<AcceptRiskDialog *>());
}

void TestAcceptedRisks::panelOffersItForRisksAlone()
{
    ProblemsPanel panel;
    panel.show();
    QSignalSpy wanted(&panel, &ProblemsPanel::acceptWanted);
    const auto *button = buttonStarting<QPushButton>(panel, u"Accept risk..."_s);
    QVERIFY(!button->isVisible());
    panel.setProblems({{.field = ClientField::Title, .text = u"No title."_s}, risksTold().first()});
    QVERIFY(button->isVisible() && !button->isEnabled());
    QVERIFY(!button->toolTip().isEmpty());
    auto *list = panel.findChild<QTreeWidget *>();
    list->setCurrentItem(list->topLevelItem(0));
    QVERIFY(!button->isEnabled());
    list->setCurrentItem(list->topLevelItem(1));
    QVERIFY(button->isEnabled());
    buttonStarting<QPushButton>(panel, u"Accept risk..."_s)->click();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<Problem>(), risksTold().first());
    panel.setProblems({});
    QVERIFY(!button->isVisible());
}

void TestAcceptedRisks::reasonIsNeeded()
{
    AcceptRiskDialog dialog(risksTold().first());
    const auto *button = buttonStarting<QPushButton>(dialog, u"Accept risk"_s);
    auto *reason = dialog.findChild<QLineEdit *>();
    QVERIFY(!button->isEnabled());
    reason->setText(u"  "_s);
    QVERIFY(!button->isEnabled());
    reason->setText(u"Old program"_s);
    QVERIFY(button->isEnabled());
    reason->setText(QString(1001, u'x'));
    QVERIFY(!button->isEnabled());
}

void TestAcceptedRisks::acceptedSavedAndTakenBack()
{
    accept(u" Old program, until May "_s);
    QVERIFY(risksTold().isEmpty());
    QVERIFY(m_page->isModified());
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    const QList<AcceptedRisk> stored = m_fixture->stored(u"alpha"_s).acceptedRisks;
    QCOMPARE(stored.size(), 1);
    QCOMPARE(stored.first().reason, u"Old program, until May"_s);
    QCOMPARE(stored.first().by, u"root"_s);
    QVERIFY(stored.first().at.isValid());

    const std::unique_ptr<QWidget> section(m_page->makeAcceptedRisks());
    section->show();
    buttonStarting<QToolButton>(*section, u"Accepted risks: 1"_s)->click();
    section->findChild<QTableView *>()->selectRow(0);
    buttonStarting<QPushButton>(*section, u"Take back"_s)->click();
    QCOMPARE(risksTold().size(), 1);
    QVERIFY(!section->isVisible());
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(m_fixture->stored(u"alpha"_s).acceptedRisks.isEmpty());
}

void TestAcceptedRisks::undoBringsTheProblemBack()
{
    accept(u"Old program"_s);
    QCOMPARE(m_page->undoStack()->count(), 1);
    m_page->undoStack()->undo();
    QCOMPARE(risksTold().size(), 1);
    QVERIFY(!m_page->isModified());
    m_page->undoStack()->redo();
    QVERIFY(risksTold().isEmpty());
}

void TestAcceptedRisks::listShowsThemInWords()
{
    AcceptedRiskModel model(draft());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    accept(u"Old program"_s);
    QCOMPARE(model.rowCount(), 1);
    const auto cell = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(cell(AcceptedRiskModel::Rule), u"Without PKCE"_s);
    QCOMPARE(cell(AcceptedRiskModel::Reason), u"Old program"_s);
    QCOMPARE(cell(AcceptedRiskModel::By), u"root"_s);
    QVERIFY(!model.flags(model.index(0, AcceptedRiskModel::Reason)).testFlag(Qt::ItemIsEditable));
    QCOMPARE(riskLabel(u"not_known"_s), u"not_known"_s);
}

void TestAcceptedRisks::filterShowsThoseThatHaveSome()
{
    accept(u"Old program"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    auto *list = m_page->findChild<ClientList *>();
    const QAbstractItemModel *rows = list->findChild<QTableView *>()->model();
    QTRY_COMPARE(rows->rowCount(), 2);
    buttonStarting<QCheckBox>(*list, u"With accepted risks"_s)->click();
    QTRY_COMPARE(rows->rowCount(), 1);
}

GATEHOUSE_TEST(TestAcceptedRisks)
#include "tst_acceptedrisks.moc"
