#include "ui/transfer/ImportDialog.h"

#include "domain/formats/ClientFormat.h"
#include "services/import/ImportPlanner.h"
#include "services/import/ImportWriter.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"
#include "ui/layout/DialogButtons.h"
#include "ui/layout/DialogSize.h"
#include "ui/transfer/ImportForm.h"
#include "ui/transfer/ImportPlanView.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPushButton>
#include <QThreadPool>

#include <utility>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

QStringList droppedFiles(const QDropEvent &event)
{
    QStringList files;
    for (const QUrl &url : event.mimeData()->urls()) {
        if (url.isLocalFile())
            files << url.toLocalFile();
    }
    return files;
}

/// To free the plan of a large file takes long, so wherever it is let go, another thread does that.
std::shared_ptr<const DryImport> freedAside(const DryImport &dry)
{
    return {new DryImport(dry),
            [](const DryImport *done) { QThreadPool::globalInstance()->start([done] { delete done; }); }};
}

}

struct ShownImport
{
    std::shared_ptr<const DryImport> dry; ///< null: none
    PlanDetails details;                  ///< that are shown at once
};

ImportDialog::ImportDialog(const Workplace &workplace, QWidget *parent)
    : QDialog(parent)
    , m_workplace(workplace)
    , m_messages(new MessageBar)
    , m_form(new ImportForm(workplace))
    , m_view(new ImportPlanView(tr("Take &all"), tr("Take n&one")))
    , m_model(m_view->model())
    , m_progress(new WorkProgress)
{
    setWindowTitle(tr("Import client applications"));
    setAcceptDrops(true);
    m_delay.setSingleShot(true);
    m_delay.setInterval(300ms);
    build();

    connect(m_form, &ImportForm::fileChanged, this, [this] {
        m_model.forgetChoice();
        planSoon();
    });
    connect(&m_model, &ImportPlanModel::choiceChanged, this, &ImportDialog::planAgain);
    connect(m_form, &ImportForm::optionsChanged, this, &ImportDialog::planSoon);
    connect(m_form, &ImportForm::failed, m_messages, &MessageBar::showError);
    connect(&m_delay, &QTimer::timeout, this, &ImportDialog::plan);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::apply);
    showPlan(ShownImport());
}

void ImportDialog::build()
{
    auto *buttons = new QDialogButtonBox;
    m_import = addActionButton(*buttons, tr("&Import"), "document-import");
    m_import->setDefault(true);
    addCloseButton(*buttons, tr("&Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &ImportDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(m_form);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    resizeOnScreen(*this, {860, 620});
}

void ImportDialog::forgetQuestion()
{
    ++m_question;
    m_progress->cancel();
    m_progress->end();
}

void ImportDialog::planSoon()
{
    forgetQuestion();
    m_messages->dismiss();
    showPlan(ShownImport());
    m_delay.start();
}

/// What is shown stays until the new plan is there, and where one looks at, too.
void ImportDialog::planAgain()
{
    if (m_applying)
        return;
    forgetQuestion();
    m_messages->dismiss();
    m_isStale = true;
    m_delay.start();
    showState();
}

void ImportDialog::plan()
{
    if (m_form->path().isEmpty())
        return;
    const QList<Progress> steps = m_progress->begin({tr("Reading"), tr("Checking")});
    const auto work = [request = m_form->request(m_model.choice()), encryption = m_workplace.encryption(),
                       steps](Database &database) {
        return prepareImport(database, encryption, request, steps.first(), steps.last())
            .transform([](const DryImport &dry) {
                return ShownImport{freedAside(dry), plandetails::first(dry.plan)};
            });
    };
    m_workplace.aside(work).then(this, [this, question = ++m_question](const Result<ShownImport> &shown) {
        if (question == m_question)
            takePlan(shown);
    });
    showState();
}

void ImportDialog::takePlan(const Result<ShownImport> &shown)
{
    m_progress->end();
    if (shown) {
        showPlan(*shown);
        m_form->remember();
        if (m_dry->plan.obstacle)
            m_messages->showError(*m_dry->plan.obstacle);
    } else {
        m_messages->showError(shown.error());
    }
    showState();
}

void ImportDialog::showPlan(const ShownImport &shown)
{
    m_dry = shown.dry;
    m_view->setPlan(m_dry ? std::shared_ptr<const ImportPlan>(m_dry, &m_dry->plan) : nullptr, shown.details,
                    std::exchange(m_isStale, false));
    m_view->setSummary(summary());
    showState();
}

QString ImportDialog::summary() const
{
    if (!m_dry)
        return tr("Choose a file to see here what an import of it would do.");
    const QString counts = ImportPlanView::countsText(m_dry->plan);
    return tr("Format: %1. Client applications – %2.")
        .arg(m_dry->format->title(), counts.isEmpty() ? tr("no client applications") : counts);
}

void ImportDialog::apply()
{
    m_applying = true;
    m_messages->dismiss();
    const auto work = [dry = m_dry](Database &database, const Progress &progress) {
        return applyImport(database, dry->plan, dry->now, progress).transform([&] {
            return tr("The file was imported. Client applications added: %1, changed: %2.")
                .arg(dry->plan.count(ImportStatus::New))
                .arg(dry->plan.count(ImportStatus::Changed));
        });
    };
    TaskWork task = m_workplace.databaseTask(windowTitle(), work, true);
    task.changesRecords = true;
    const int id = m_workplace.tasks.start(std::move(task), this,
                                           [this](const Result<QString> &applied) { takeApplied(applied); });
    m_progress->watch(tr("Importing"), m_workplace.tasks.progress(id));
    showState();
}

void ImportDialog::takeApplied(const Result<QString> &applied)
{
    m_applying = false;
    m_progress->end();
    if (applied) {
        m_messages->showText(MessageBar::Positive, *applied);
        m_dry.reset();
    } else {
        m_messages->showError(applied.error());
        if (applied.error().kind == Error::Kind::Conflict)
            plan();
    }
    showState();
}

void ImportDialog::showState()
{
    const bool canImport = m_dry && !m_dry->plan.obstacle && m_dry->plan.changesAnything();
    m_import->setEnabled(canImport && !m_isStale && !m_progress->isActive());
    m_form->setEnabled(!m_applying);
    m_view->setChoosable(m_dry && !m_applying);
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_applying && !droppedFiles(*event).isEmpty())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    if (m_applying)
        return;
    event->acceptProposedAction();
    const QStringList files = droppedFiles(*event);
    if (files.size() == 1) {
        m_form->setPath(files.first());
        return;
    }
    m_messages->showText(MessageBar::Warning,
                         tr("%1 files were dropped, and one is imported at a time, whole or not at all. Drop "
                            "the first; drop the next one once it is imported.")
                             .arg(files.size()));
}

/// The first Escape stops what is under way; the next does not wait for it. An import stands in the Tasks
/// panel as well, which tells how it ended.
void ImportDialog::reject()
{
    if (!m_progress->cancelOnce())
        QDialog::reject();
}

}
