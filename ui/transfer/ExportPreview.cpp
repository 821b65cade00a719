#include "ui/transfer/ExportPreview.h"

#include "store/DatabaseThread.h"
#include "ui/common/Contrast.h"
#include "ui/common/Icons.h"
#include "ui/common/Workplace.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSyntaxHighlighter>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gatehouse {

namespace {

/// More than anybody reads in a dialog, and coloured within a few milliseconds.
constexpr qsizetype mostBytes = 64 * 1024;

/// The one of the two that is easier to read on the background.
QColor readable(const QPalette &palette, QRgb onLight, QRgb onDark)
{
    const QColor background = palette.color(QPalette::Base);
    return contrast::ratio(onLight, background) >= contrast::ratio(onDark, background) ? QColor(onLight)
                                                                                       : QColor(onDark);
}

/// Colours the names, texts and other values of JSON that stands one value in a line, as our exports do. Not
/// KSyntaxHighlighting, which brings Qt Network into the start of the window.
class JsonHighlighter final : public QSyntaxHighlighter
{
public:
    JsonHighlighter(QTextDocument *document, const QPalette &palette)
        : QSyntaxHighlighter(document)
        , m_name(readable(palette, 0xff0b5394, 0xff7fbfff))
        , m_text(readable(palette, 0xff1e6b1e, 0xff8fd18f))
        , m_value(readable(palette, 0xff8a3a00, 0xffffb36b))
    {
    }

protected:
    void highlightBlock(const QString &text) override
    {
        static const QRegularExpression token(
            uR"((?<string>"(?:[^"\\]|\\.)*")(?<colon>\s*:)?|(?<value>\btrue\b|\bfalse\b|\bnull\b|-?\b\d[\d.eE+-]*))"_s);
        for (const QRegularExpressionMatch &match : token.globalMatch(text)) {
            if (match.hasCaptured(u"value"))
                setFormat(int(match.capturedStart()), int(match.capturedLength()), m_value);
            else
                setFormat(int(match.capturedStart(u"string")), int(match.capturedLength(u"string")),
                          match.hasCaptured(u"colon") ? m_name : m_text);
        }
    }

private:
    QColor m_name;
    QColor m_text;
    QColor m_value;
};

}

ExportPreview::ExportPreview(const Workplace &workplace, QWidget *parent)
    : QWidget(parent)
    , m_workplace(workplace)
    , m_text(new QPlainTextEdit)
    , m_note(new QLabel)
    , m_copy(new QPushButton(icons::themed("edit-copy"), tr("Co&py")))
{
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setMinimumHeight(m_text->fontMetrics().lineSpacing() * 8);
    new JsonHighlighter(m_text->document(), m_text->palette());
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_copy->setAutoDefault(false);
    m_delay.setSingleShot(true);
    m_delay.setInterval(100ms);
    connect(&m_delay, &QTimer::timeout, this, &ExportPreview::load);
    connect(m_copy, &QPushButton::clicked, this, &ExportPreview::copy);

    auto *label = new QLabel(tr("Pre&view:"));
    label->setBuddy(m_text);
    auto *below = new QHBoxLayout;
    below->addWidget(m_note, 1);
    below->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_text, 1);
    layout->addLayout(below);
}

ExportPreview::~ExportPreview()
{
    forgetCount();
}

void ExportPreview::forgetCount()
{
    if (m_isCounting)
        *m_isCounting = false;
    m_isCounting.reset();
}

/// A large file is written nowhere to know what would be in it, with a connection of its own: nobody waits.
void ExportPreview::count()
{
    m_isCounting = std::make_shared<std::atomic_bool>(true);
    const Progress whileWanted = [wanted = m_isCounting](int, int) { return wanted->load(); };
    m_workplace
        .aside([request = m_request, whileWanted](Database &database) {
            return exporter::tally(database, request, whileWanted);
        })
        .then(this, [this, question = m_question](const Result<exporter::Tally> &tally) {
            if (question != m_question)
                return;
            if (tally)
                Q_EMIT tallyKnown(*tally);
            else
                Q_EMIT tallyFailed();
        });
}

void ExportPreview::show(const exporter::Request &request)
{
    m_request = {.clients = request.clients, .format = request.format, .server = request.server};
    ++m_question;
    forgetCount();
    Q_EMIT tallyKnown(std::nullopt);
    m_copy->setEnabled(false);
    m_delay.start();
}

void ExportPreview::load()
{
    m_workplace.database
        .run([request = m_request](Database &database) {
            return exporter::beginning(database, request, mostBytes);
        })
        .then(this, [this, question = m_question](const Result<exporter::Beginning> &beginning) {
            if (question == m_question)
                take(beginning);
        });
}

void ExportPreview::take(const Result<exporter::Beginning> &beginning)
{
    if (!beginning) {
        m_text->clear();
        m_note->setText(beginning.error().text);
        Q_EMIT lossesKnown({});
        Q_EMIT tallyFailed();
        return;
    }
    m_text->setPlainText(QString::fromUtf8(beginning->text));
    m_note->setText(beginning->isWhole
                        ? tr("Without anything secret, as it is written unless you ask for that.")
                        : tr("The beginning, without anything secret. Export it to see the rest."));
    m_copy->setEnabled(beginning->isWhole);
    m_copy->setToolTip(beginning->isWhole ? QString() : tr("Too long to copy: export it."));
    Q_EMIT lossesKnown(beginning->losses);
    if (beginning->isWhole)
        Q_EMIT tallyKnown(beginning->tally);
    else
        count();
}

void ExportPreview::copy()
{
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
}

}
