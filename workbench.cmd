@echo off
rem The one entry point on Windows: see the file "workbench" beside this one, which it follows.
rem All files it generates are in .workbench and may be deleted at any time.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "STATE=%ROOT%\.workbench"
set "VENV=%STATE%\venv"
set "PY=%VENV%\Scripts\python.exe"
if not defined DJL_CACHE_DIR set "DJL_CACHE_DIR=%STATE%\cache\djl"
if not defined JUPYTER_RUNTIME_DIR set "JUPYTER_RUNTIME_DIR=%STATE%\jupyter"
if not defined JUPYTER_CONFIG_DIR set "JUPYTER_CONFIG_DIR=%STATE%\jupyter\config"
if not defined JUPYTER_DATA_DIR set "JUPYTER_DATA_DIR=%STATE%\jupyter\data"
if not defined IPYTHONDIR set "IPYTHONDIR=%STATE%\jupyter\ipython"
if not defined MPLCONFIGDIR set "MPLCONFIGDIR=%STATE%\cache\matplotlib"
set "JUPYTER_PLATFORM_DIRS=1"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"

rem Help is shown at once: nothing is installed for it.
for %%C in (demo test lab gallery setup) do if /i "%~1"=="%%C" call :help %* && exit /b 0
if /i "%~1"=="demo" goto demo
if /i "%~1"=="test" goto test
if /i "%~1"=="lab" goto lab
if /i "%~1"=="gallery" goto gallery
if /i "%~1"=="setup" goto setup
call :own_class_path || exit /b 2
call :prepare_java || exit /b 1
if defined OWN (
  "%JAVA%" "@%APP%\java.args" "@%STATE%\own.args" %WORKBENCH_JAVA_OPTIONS% org.saehdbw.cli.Workbench %*
) else (
  "%JAVA%" "@%APP%\java.args" %WORKBENCH_JAVA_OPTIONS% org.saehdbw.cli.Workbench %*
)
exit /b %ERRORLEVEL%

:demo
if not "%~2"=="" (echo workbench: demo takes no arguments, got: %2 1>&2 & exit /b 2)
call :prepare_java || exit /b 1
call :packages headless || exit /b 1
call :kernel_spec || exit /b 1
set "WORKBENCH_OUT=%ROOT%\results\demo"
if not exist "%WORKBENCH_OUT%" mkdir "%WORKBENCH_OUT%"
if exist "%WORKBENCH_OUT%\summary.txt" del "%WORKBENCH_OUT%\summary.txt"
"%PY%" "%ROOT%\python\run_notebook.py" --timeout 1800 "%ROOT%\notebooks\01-quickstart-pretrain.ipynb" "%WORKBENCH_OUT%\01-quickstart-pretrain.ipynb" || exit /b 1
echo results are in %WORKBENCH_OUT%
type "%WORKBENCH_OUT%\summary.txt"
exit /b %ERRORLEVEL%

:test
set "FULL="
set "FUZZ="
set "SEED="
set "INPUTS="
shift
:test_args
if "%~1"=="" goto test_start
if "%~1"=="--full" (set "FULL=--full" & shift & goto test_args)
if "%~1"=="--fuzz" (set "FUZZ=1" & shift & goto test_args)
if "%~1"=="--seed" (set "SEED=-Dtest.seed=%~2" & shift & shift & goto test_args)
if "%~1"=="--inputs" (set "INPUTS=-Dtest.inputs=%~2" & shift & shift & goto test_args)
echo workbench: test takes --full, --fuzz, --seed N and --inputs N, got: %1 1>&2 & exit /b 2
:test_start
if not defined INPUTS if defined FULL (set "INPUTS=-Dtest.inputs=1000000") else if defined FUZZ set "INPUTS=-Dtest.inputs=1000000"
if defined FUZZ goto fuzz
call :packages headless || exit /b 1
call :packages test || exit /b 1
call :packages gallery || exit /b 1
if defined FULL (call :packages lab || exit /b 1)
for %%M in (workbench-lib workbench-bench) do (
  if exist "%ROOT%\%%M\target\surefire-reports" rmdir /s /q "%ROOT%\%%M\target\surefire-reports"
  if exist "%ROOT%\%%M\target\failsafe-reports" rmdir /s /q "%ROOT%\%%M\target\failsafe-reports"
)
pushd "%ROOT%"
if defined FULL (set "SEED=%SEED% -Dtest.full=true")
call mvn -B "-Dtest.python=%PY%" -Dmaven.test.failure.ignore=true %SEED% %INPUTS% verify
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" ("%PY%" "%ROOT%\python\run_tests.py" --build-failed & exit /b 1)
call :prepare_java || exit /b 1
call :kernel_spec || exit /b 1
"%PY%" "%ROOT%\python\run_tests.py" %FULL%
exit /b %ERRORLEVEL%

:fuzz
pushd "%ROOT%"
call mvn -B -Dfast -pl workbench-lib -Dtest=*ReadersFuzzTest %SEED% %INPUTS% test
set "CODE=%ERRORLEVEL%"
popd
type "%ROOT%\workbench-lib\target\damaged-*.txt"
exit /b %CODE%

:lab
call :prepare_java || exit /b 1
call :packages headless || exit /b 1
call :packages lab || exit /b 1
call :kernel_spec || exit /b 1
rem Without a folder of the user's own, by an option or as a word, JupyterLab shows this checkout.
set "ARGS="
set "OWN_FOLDER="
set "LIMIT=--ZMQChannelsWebsocketConnection.iopub_data_rate_limit=1e8"
shift
:lab_args
set "WORD=%~1"
if not defined WORD goto lab_start
set "ARGS=%ARGS% %1"
echo(%WORD%| findstr /b /i /c:"--ServerApp.root_dir" /c:"--ServerApp.notebook_dir" /c:"--notebook-dir" >nul && set "OWN_FOLDER=1"
echo(%WORD%| findstr /i /c:"iopub_data_rate_limit" >nul && set "LIMIT="
if not "%WORD:~0,1%"=="-" if exist "%WORD%" set "OWN_FOLDER=1"
shift
goto lab_args
:lab_start
if defined OWN_FOLDER (
  "%PY%" -m jupyterlab %LIMIT% %ARGS%
) else (
  "%PY%" -m jupyterlab %LIMIT% "--ServerApp.root_dir=%ROOT%" --LabApp.default_url=/lab/tree/notebooks %ARGS%
)
exit /b %ERRORLEVEL%

:gallery
call :packages headless || exit /b 1
call :packages gallery || exit /b 1
set "ARGS="
set "EXECUTED="
shift
:gallery_args
if /i "%~1"=="--executed" set "EXECUTED=1"
if not "%~1"=="" (set "ARGS=%ARGS% %1" & shift & goto gallery_args)
if not defined EXECUTED (
  call :prepare_java || exit /b 1
  call :kernel_spec || exit /b 1
)
"%PY%" "%ROOT%\python\gallery.py" %ARGS%
exit /b %ERRORLEVEL%

rem pip's PyTorch is one for the CPU here, and DJL's Java library for cards was never tried on Windows.
:setup
if "%~2"=="" (echo workbench: setup needs a word: cuda ^(see workbench setup --help^) 1>&2 & exit /b 2)
if /i not "%~2"=="cuda" (echo workbench: setup takes the word cuda, got: %2 ^(see workbench setup --help^) 1>&2 & exit /b 2)
echo workbench: setup cuda supports Linux on x86-64 only, this is Windows: training uses the CPU ^(docs/cuda.md^) 1>&2
exit /b 1

rem Shows the help of a command if one of its words asks for it; returns 1 if none does.
:help
set "TOPIC=%~1"
:help_words
shift
if "%~1"=="" exit /b 1
if "%~1"=="-h" goto help_text
if "%~1"=="--help" goto help_text
goto help_words
:help_text
type "%ROOT%\python\help\%TOPIC%.txt"
exit /b 0

rem What WORKBENCH_CLASS_PATH names, as absolute paths in OWN; cmd has no way to say what is missing.
:own_class_path
set "OWN="
if not defined WORKBENCH_CLASS_PATH exit /b 0
for /f "usebackq delims=" %%O in (`powershell -NoProfile -Command "($env:WORKBENCH_CLASS_PATH -split ';' | Where-Object { $_ } | ForEach-Object { $p = [IO.Path]::GetFullPath([IO.Path]::Combine((Get-Location).Path, $_.TrimEnd('*'))); if (-not (Test-Path -LiteralPath $p)) { [Console]::Error.WriteLine('workbench: WORKBENCH_CLASS_PATH must name jars and folders that exist, got ' + $_) ; exit 2 }; if ($_.EndsWith('*')) { $p + '*' } else { $p } }) -join ';'"`) do set "OWN=%%O"
if not defined OWN exit /b 2
exit /b 0

rem PowerShell hashes the sources: cmd has nothing for it. It costs about half a second a start.
:prepare_java
set "KEY="
for /f %%K in ('powershell -NoProfile -Command "Set-Location -LiteralPath $env:ROOT; $h=(Get-ChildItem -Recurse -File pom.xml,workbench-lib\pom.xml,workbench-lib\src\main,workbench-bench\pom.xml,workbench-bench\src\main | Sort-Object FullName | Get-FileHash | ForEach-Object { $_.Hash + $_.Path }) -join ';'; $s=[IO.MemoryStream]::new([Text.Encoding]::UTF8.GetBytes($h)); (Get-FileHash -InputStream $s).Hash.Substring(0,16)"') do set "KEY=%%K"
if not defined KEY (echo workbench: PowerShell is needed to look for changed sources 1>&2 & exit /b 1)
set "APP=%STATE%\java\%KEY%"
if exist "%APP%\java.args" goto offer
"%JAVA%" -version >nul 2>&1 || (echo workbench: Java is missing: install a JDK 17 or newer, or set JAVA_HOME 1>&2 & exit /b 1)
where mvn >nul 2>&1 || (echo workbench: Maven is missing: install Maven 3.8 or newer 1>&2 & exit /b 1)
echo building the Java part (half a minute; the first time 250 MB of libraries are fetched) 1>&2
pushd "%ROOT%"
call mvn -q -B -Dfast -Dmaven.test.skip=true package 1>&2
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" exit /b 1
if not exist "%APP%" mkdir "%APP%"
copy /y "%ROOT%\workbench-lib\target\workbench-lib-*-SNAPSHOT.jar" "%APP%\workbench-lib.jar" >nul || exit /b 1
copy /y "%ROOT%\workbench-bench\target\workbench-bench-*-SNAPSHOT.jar" "%APP%\workbench-bench.jar" >nul || exit /b 1
copy /y "%ROOT%\workbench-bench\target\class-path.txt" "%APP%\class-path.txt" >nul || exit /b 1
rem Inside quotes of an argument file a backslash must be doubled.
powershell -NoProfile -Command "$cp=($env:APP + '\workbench-lib.jar;' + $env:APP + '\workbench-bench.jar;' + (Get-Content -Raw -LiteralPath ($env:APP + '\class-path.txt')).Trim()).Replace('\','\\'); $lines=@('-Djava.awt.headless=true','-Dfile.encoding=UTF-8','-Dai.djl.offline=true','-XX:+UseSerialGC','-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',('\"-Dorg.bytedeco.javacpp.cachedir=' + ($env:STATE + '\cache\javacpp').Replace('\','\\') + '\"'),('\"-Djna.tmpdir=' + ($env:STATE + '\cache\jna').Replace('\','\\') + '\"'),('\"-Dworkbench.home=' + $env:ROOT.Replace('\','\\') + '\"'),'-cp',('\"' + $cp + '\"')); [IO.File]::WriteAllLines($env:APP + '\java.args', $lines)" || exit /b 1
rem The jar that outside projects are compiled against, in a place that does not move.
:offer
if not exist "%STATE%\lib" mkdir "%STATE%\lib"
copy /y "%APP%\workbench-lib.jar" "%STATE%\lib\workbench-lib.jar" >nul
if not defined OWN exit /b 0
powershell -NoProfile -Command "$cp=($env:APP + '\workbench-lib.jar;' + $env:APP + '\workbench-bench.jar;' + (Get-Content -Raw -LiteralPath ($env:APP + '\class-path.txt')).Trim() + ';' + $env:OWN).Replace('\','\\'); [IO.File]::WriteAllLines($env:STATE + '\own.args', @('-cp', ('\"' + $cp + '\"')))" || exit /b 1
exit /b 0

:packages
set "STAMP="
for /f "skip=1" %%K in ('certutil -hashfile "%ROOT%\python\requirements-%1.txt" SHA256') do if not defined STAMP set "STAMP=%VENV%\.%1-%%K"
if exist "%STAMP%" exit /b 0
if not exist "%PY%" (
  py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul || (echo workbench: Python 3.11 or newer is missing 1>&2 & exit /b 1)
  py -3 -m venv "%VENV%" || exit /b 1
)
echo installing Python packages for '%1' (up to a minute) 1>&2
"%PY%" -m pip install -r "%ROOT%\python\requirements-%1.txt" 1>&2 || exit /b 1
type nul >"%STAMP%"
exit /b 0

:kernel_spec
call :own_class_path || exit /b 2
if not defined APP (call :prepare_java || exit /b 1)
"%PY%" "%ROOT%\python\kernel_spec.py" --home "%ROOT%" --java "%JAVA%" --class-path-file "%APP%\class-path.txt" --jar "%APP%\workbench-lib.jar" --own-class-path "%OWN%"
exit /b %ERRORLEVEL%
