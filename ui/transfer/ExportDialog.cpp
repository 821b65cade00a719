#include "ui/transfer/ExportDialog.h"

#include "draft/TextListTable.h"
#include "store/records/ServerStore.h"
#include "ui/common/FileField.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/Workplace.h"
#include "ui/layout/DialogButtons.h"
#include "ui/layout/DialogSize.h"
#include "ui/records/FieldLayout.h"
#include "ui/transfer/ExportPreview.h"
#include "ui/transfer/InClearPart.h"
#include "ui/transfer/LossList.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr QLatin1StringView formatSetting("export/format");
constexpr QLatin1StringView exportFolderSetting("export/folder");
constexpr QSize initialSize(860, 660);
constexpr int mostWidthInEms = 30;

}

ExportDialog::ExportDialog(const Workplace &workplace, ClientTarget selected, QWidget *parent)
    : QDialog(parent)
    , m_workplace(workplace)
    , m_target(std::move(selected))
    , m_messages(new MessageBar)
    , m_format(new QComboBox)
    , m_serverLabel(new QLabel(tr("F&or:")))
    , m_server(new QComboBox)
    , m_all(new QRadioButton(tr("&All client applications")))
    , m_selected(new QRadioButton(selectedText()))
    , m_tally(new QLabel)
    , m_file(new FileField(FileField::Purpose::Write, {tr("Choose where to export to"),
                                                       tr("JSON files (*.json);;All files (*)"), u"json"_s}))
    , m_preview(new ExportPreview(workplace))
    , m_losses(new LossList)
    , m_progress(new WorkProgress)
{
    setWindowTitle(tr("Export client applications"));
    for (const ClientFormat *format : exportFormats())
        m_format->addItem(format->title(), format->name());
    m_format->setCurrentIndex(std::max(0, m_format->findData(QSettings().value(formatSetting))));
    m_selected->setEnabled(!m_target.isEmpty());
    m_selected->setToolTip(m_target.isEmpty() ? QString() : m_target.text());
    (m_target.isEmpty() ? m_all : m_selected)->setChecked(true);
    build();
    suggestPath();

    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::suggestPath);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showState);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showPreview);
    connect(m_server, &QComboBox::currentIndexChanged, this, &ExportDialog::showPreview);
    connect(m_all, &QRadioButton::toggled, this, &ExportDialog::showPreview);
    connect(m_preview, &ExportPreview::lossesKnown, this, [this](const QList<Loss> &losses) {
        if (!m_hasExported)
            showLosses(losses);
    });
    connect(m_preview, &ExportPreview::tallyKnown, this, &ExportDialog::showTally);
    connect(m_preview, &ExportPreview::tallyFailed, this,
            [this] { m_tally->setText(tr("It cannot be counted.")); });
    connect(m_inClear, &InClearPart::changed, this, &ExportDialog::showState);
    connect(m_file, &FileField::changed, this, &ExportDialog::showState);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::start);
    showState();
    showPreview();
    loadServers();
}

void ExportDialog::build()
{
    auto *buttons = new QDialogButtonBox;
    m_export = addActionButton(*buttons, tr("&Export"), "document-export");
    m_export->setDefault(true);
    addCloseButton(*buttons, tr("&Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addLayout(buildForm());
    layout->addWidget(m_preview, 2);
    layout->addWidget(m_losses, 1);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    resizeOnScreen(*this, initialSize);
}

QLayout *ExportDialog::buildForm()
{
    auto *fields = new FieldLayout;
    fields->addField(tr("&Format:"), m_format);
    fields->addField(tr("What to export:"), m_all);
    fields->addField(m_selected);
    m_serverLabel->setBuddy(m_server);
    fields->addWidget(m_serverLabel, fields->rowCount(), 0);
    fields->addWidget(m_server, fields->rowCount() - 1, 1);
    showServers({});
    m_tally->setTextFormat(Qt::PlainText);
    m_tally->setWordWrap(true);
    fields->addField(tr("In the file:"), m_tally);
    m_inClear = new InClearPart(m_workplace, *fields, this);
    fields->addField(tr("File na&me:"), m_file->edit(),
                     tr("Only you may read the file. It is written whole or not at all."), m_file);
    return fields;
}

/// Client applications may have something on one server alone.
void ExportDialog::loadServers()
{
    m_workplace.database.run(store::loadServerNames).then(this, [this](const Result<QStringList> &names) {
        if (names)
            showServers(*names);
        else
            m_messages->showError(names.error());
    });
}

void ExportDialog::showServers(const QStringList &names)
{
    {
        const QSignalBlocker blocker(m_server); // what is exported stays
        m_server->clear();
        m_server->addItem(onlyon::text({}), QString());
        for (const QString &name : names)
            m_server->addItem(name, name);
    }
    m_serverLabel->setVisible(!names.isEmpty());
    m_server->setVisible(!names.isEmpty());
}

void ExportDialog::suggestPath()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    m_file->suggest(QSettings().value(exportFolderSetting, documents).toString(),
                    u"client-applications.%1.json"_s.arg(m_format->currentData().toString()));
}

const ClientFormat &ExportDialog::format() const
{
    return *formatByName(m_format->currentData().toString()).value();
}

exporter::Request ExportDialog::request() const
{
    return {.clients = m_all->isChecked() ? ClientSelection::all() : m_target.clients,
            .format = &format(),
            .settings = m_workplace.settings,
            .server = m_server->currentData().toString()};
}

/// What is open is acted upon where nothing is selected, so one is named.
QString ExportDialog::selectedText() const
{
    if (m_target.names.size() == 1) {
        QString clientId = fontMetrics().elidedText(m_target.names.first().clientId, Qt::ElideMiddle,
                                                    fontMetrics().height() * mostWidthInEms);
        return tr("Cl&ient application \"%1\"").arg(clientId.replace(u'&', "&&"_L1));
    }
    return m_target.isCounted()
               ? tr("&Selected client applications (%1)").arg(QLocale().toString(m_target.count))
               : tr("&Selected client applications");
}

void ExportDialog::showTally(const std::optional<exporter::Tally> &tally)
{
    m_tally->setText(tally ? exporter::tallyText(*tally) : tr("Counting…"));
}

void ExportDialog::showPreview()
{
    m_hasExported = false;
    m_preview->show(request());
}

void ExportDialog::start()
{
    m_messages->dismiss();
    m_hasExported = true;
    m_inClear->ask(this, [this] { checkPlace(); });
}

void ExportDialog::checkPlace()
{
    const QString path = m_file->path();
    const Progress progress = m_progress->begin(tr("Exporting"));
    showState();
    m_workplace.database.run([path](Database &) -> Result<bool> { return QFileInfo(path).isFile(); })
        .then(this, [this, path, progress](const Result<bool> &exists) {
            if (!progress(0, 0))
                stop();
            else if (exists.value_or(false))
                askReplace(path);
            else
                prepare(path);
        });
}

void ExportDialog::askReplace(const QString &path)
{
    const Question question{.title = tr("Replace file"),
                            .text = tr("Replace the file \"%1\"?").arg(QFileInfo(path).fileName()),
                            .details = tr("What it holds now is lost."),
                            .buttons = {tr("Replace file"), tr("Keep file")},
                            .destructive = 0};
    question.ask(this, [this, path](int answer) {
        if (answer == 0)
            prepare(path);
        else
            stop();
    });
}

void ExportDialog::stop()
{
    m_progress->end();
    showState();
}

void ExportDialog::prepare(const QString &path)
{
    m_inClear->open(request(), this, [this, path](const Result<exporter::Request> &opened) {
        if (opened)
            write(*opened, path);
        else
            takeOutcome(std::unexpected(opened.error()), {}, path);
    });
}

void ExportDialog::write(const exporter::Request &request, const QString &path)
{
    const auto losses = std::make_shared<QList<Loss>>();
    const auto run = [&database = m_workplace.database, request, path, losses](const Progress &progress) {
        return database
            .run([&](Database &opened) { return exporter::toFile(opened, request, path, progress); })
            .result()
            .transform([&](const exporter::Outcome &outcome) {
                *losses = outcome.losses;
                const QString unrecorded =
                    outcome.unrecorded.isEmpty() ? QString() : u' ' + outcome.unrecorded;
                return exporter::tallyText(outcome.tally, tr("exported to \"%1\"").arg(path)) + u'.' +
                       unrecorded;
            });
    };
    const int task = m_workplace.tasks.start(
        {.title = tr("Export client applications"), .run = run}, this,
        [this, path, losses](const Result<QString> &outcome) { takeOutcome(outcome, *losses, path); });
    m_progress->watch(tr("Exporting"), m_workplace.tasks.progress(task));
}

void ExportDialog::takeOutcome(const Result<QString> &outcome, const QList<Loss> &losses, const QString &path)
{
    m_inClear->clear();
    stop();
    if (!outcome) {
        m_messages->showError(outcome.error());
        m_file->setFocus(Qt::OtherFocusReason);
        return;
    }
    remember(path);
    showLosses(losses);
    m_messages->showText(losses.isEmpty() ? MessageBar::Positive : MessageBar::Warning,
                         *outcome + u' ' +
                             (losses.isEmpty() ? tr("Nothing was left out.")
                                               : tr("%n thing(s) cannot be said in this format: see below.",
                                                    nullptr, int(losses.size()))));
}

void ExportDialog::showLosses(const QList<Loss> &losses)
{
    m_losses->setLosses(losses);
}

void ExportDialog::showState()
{
    const bool isIdle = !m_progress->isActive();
    m_export->setEnabled(isIdle && !m_file->path().isEmpty());
    m_format->setEnabled(isIdle);
    m_server->setEnabled(isIdle);
    m_all->setEnabled(isIdle);
    m_selected->setEnabled(isIdle && !m_target.isEmpty());
    m_file->setEnabled(isIdle);
    m_inClear->showState(isIdle, format());
    // Its help may take more lines.
    resizeOnScreen(*this, {width(), std::max(height(), layout()->totalHeightForWidth(width()))});
}

void ExportDialog::remember(const QString &path)
{
    QSettings settings;
    settings.setValue(formatSetting, m_format->currentData());
    settings.setValue(exportFolderSetting, QFileInfo(path).absolutePath());
}

/// The first Escape stops what is under way, the second does not wait for that.
void ExportDialog::reject()
{
    if (!m_progress->cancelOnce())
        QDialog::reject();
}

}
